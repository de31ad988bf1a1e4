package io.slipway.dispatcher.preflight;

import io.slipway.contract.GameServer;
import io.slipway.contract.ProbeHosts.ProbedHost;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.ServerChecks;
import io.slipway.name.SafeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one preflight looks at.
 *
 * @param hosts at most {@link ServerChecks#MAX_HOSTS}
 * @param leftOut hosts of the area beyond these
 */
record PreflightScope(Location location, @Nullable String version, List<ProbedHost> hosts, int leftOut) {
    /** @throws io.slipway.dispatcher.http.ProblemException with everything that is wrong with the body */
    static PreflightScope of(Location location, PreflightBody body) {
        FieldProblems problems = new FieldProblems();
        String version = body.version();
        problems.require(version == null || SafeName.allowed(version), ProblemCode.BAD_NAME, "/version");
        List<String> inventory = location.area().hosts();
        List<ProbedHost> hosts = body.servers() == null
                ? inventory.stream()
                        .limit(ServerChecks.MAX_HOSTS)
                        .map(ip -> new ProbedHost(ip, List.of()))
                        .toList()
                : ServerChecks.check(body.servers(), "/servers", inventory, problems).stream()
                        .map(host -> new ProbedHost(
                                host.ip(),
                                host.servers().stream().map(GameServer::name).toList()))
                        .toList();
        problems.refuseIfAny();
        int leftOut = body.servers() == null ? inventory.size() - hosts.size() : 0;
        return new PreflightScope(location, version, hosts, leftOut);
    }

    String project() {
        return location.project().code();
    }

    String area() {
        return location.area().name();
    }
}
