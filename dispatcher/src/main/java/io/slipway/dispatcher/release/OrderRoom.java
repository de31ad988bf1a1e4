package io.slipway.dispatcher.release;

import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.ReleaseServers;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.request.ServerChecks;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.dispatcher.store.ReleasePlan.Options;
import io.slipway.dispatcher.store.ReleasePlan.PlannedHost;
import io.slipway.dispatcher.store.ReleasePlan.PlannedServer;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.StepKind;
import java.util.List;
import java.util.Objects;

/** Whether the orders of a plan fit the broker, and all of it one document of the store. */
final class OrderRoom {
    private static final String POINTER = "/servers";
    /** The job names each game server twice, and a document has at most 16 MiB. */
    private static final long MOST_BYTES = 6L * 1024 * 1024;
    /** As long as an id can be. */
    private static final String LONGEST_ID = "x".repeat(64);

    private OrderRoom() {}

    static void check(
            String area, ReleasePackage version, List<PlannedHost> hosts, Options options, FieldProblems problems) {
        problems.atMost(ServerChecks.MAX_HOSTS, hosts.size(), POINTER);
        long all = 0;
        for (PlannedHost host : hosts) {
            problems.atMost(ServerChecks.MAX_SERVERS_PER_HOST, host.servers().size(), POINTER);
            int bytes = MessageCodec.encode(order(area, version, host, options)).length;
            all += bytes;
            if (bytes > MessageLimits.ORDER_BYTES) {
                problems.add(FieldProblem.of(
                        ProblemCode.TOO_MANY,
                        POINTER,
                        host.ip() + " 上所选的游戏服过多,请分几次发布",
                        "Too many game servers are selected on " + host.ip() + "; release some of them at a time"));
            }
        }
        if (all > MOST_BYTES) {
            problems.add(FieldProblem.of(
                    ProblemCode.TOO_MANY,
                    POINTER,
                    "所选的游戏服过多,请分几次发布",
                    "Too many game servers are selected; release some of them at a time"));
        }
    }

    private static ReleaseServers order(String area, ReleasePackage version, PlannedHost host, Options options) {
        return new ReleaseServers(
                new OrderHeader(
                        LONGEST_ID,
                        Long.MAX_VALUE,
                        Integer.MAX_VALUE,
                        Target.idOf(LONGEST_ID, StepKind.RELEASE, host.ip()),
                        Integer.MAX_VALUE),
                version.version(),
                area,
                host.ip(),
                host.servers().stream().map(PlannedServer::released).toList(),
                Objects.requireNonNull(version.manifest()),
                options.kept(),
                options.keptFrom(),
                options.processes(),
                options.adopt(),
                options.atOnce(),
                options.silence());
    }
}
