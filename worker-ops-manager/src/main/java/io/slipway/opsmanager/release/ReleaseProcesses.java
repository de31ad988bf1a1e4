package io.slipway.opsmanager.release;

import io.slipway.contract.ControlServers;
import io.slipway.contract.GameServer;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.ReleasedServer;
import io.slipway.contract.ServiceAction;
import io.slipway.opsmanager.service.NodeAsk;
import io.slipway.opsmanager.service.ProcessSeen;
import io.slipway.opsmanager.service.ServiceAccess;
import io.slipway.opsmanager.service.ServiceDesk;
import io.slipway.opsmanager.silence.SilenceAccess;
import io.slipway.worker.OrderContext;
import io.slipway.worker.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a host, as one release steers them: each by itself, so that one that failed keeps no other from being done.
 *
 * @param access how they are steered
 * @param silence who is told to be silent, null for nobody
 * @param nodes asked where a health check is an Erlang call
 */
public record ReleaseProcesses(
        ServiceDesk desk,
        ServiceAccess access,
        @Nullable SilenceAccess silence,
        Function<ControlServers, NodeAsk> nodes) {

    Map<String, ProcessSeen> look(ReleaseServers order) throws InterruptedException {
        List<GameServer> servers =
                order.servers().stream().map(ReleasedServer::server).toList();
        return desk.look(control(order, ServiceAction.RESTART, servers), access);
    }

    /** Brings one process to its state and asks whether it is well. */
    Outcome steer(ReleaseServers order, GameServer server, ServiceAction action, OrderContext context)
            throws InterruptedException {
        ControlServers control = control(order, action, List.of(server));
        return desk.runAlone(control, access, silence, nodes.apply(control), context);
    }

    private static ControlServers control(ReleaseServers order, ServiceAction action, List<GameServer> servers) {
        return new ControlServers(
                order.header(), order.version(), order.area(), order.ip(), action, servers, order.silence());
    }
}
