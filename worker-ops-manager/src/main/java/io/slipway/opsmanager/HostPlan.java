package io.slipway.opsmanager;

import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.GameServer;
import io.slipway.contract.Progress;
import io.slipway.opsmanager.erlang.Cookie;
import io.slipway.opsmanager.erlang.ErlangNode;
import io.slipway.opsmanager.erlang.NodeDialer;
import io.slipway.opsmanager.erlang.NodeFailure;
import io.slipway.worker.OrderContext;
import java.time.Duration;

/**
 * Everything the game servers of one order have in common once their files are staged.
 *
 * @param done told how many game servers are finished
 */
record HostPlan(
        ApplyUpdate order,
        CheckedManifest manifest,
        HostLayout host,
        Cookie cookie,
        NodeDialer dialer,
        CommandGate gate,
        Duration connectLimit,
        Duration overlayLimit,
        HostResults done,
        OrderContext context) {

    /** @throws NodeFailure where the node is down, frozen, another one, or refuses the cookie */
    ErlangNode connect(GameServer server) throws NodeFailure {
        return ErlangNode.connect(host.node(server), cookie, connectLimit, dialer);
    }

    /** @param phase {@code verify} or {@code erl} */
    void show(String phase) {
        context.progress(new Progress(phase, done.finished(), order.servers().size(), "servers"));
    }
}
