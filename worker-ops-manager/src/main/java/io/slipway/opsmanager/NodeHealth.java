package io.slipway.opsmanager;

import io.slipway.contract.ControlServers;
import io.slipway.contract.GameServer;
import io.slipway.erlang.ErlangCall;
import io.slipway.erlang.ErlangCallParser;
import io.slipway.erlang.InvalidErlangCallException;
import io.slipway.opsmanager.erlang.CommandResult;
import io.slipway.opsmanager.erlang.Cookie;
import io.slipway.opsmanager.erlang.ErlangNode;
import io.slipway.opsmanager.erlang.NodeCommands;
import io.slipway.opsmanager.erlang.NodeFailure;
import io.slipway.opsmanager.service.NodeAsk;
import io.slipway.secret.InsecureSecretException;
import io.slipway.worker.OrderEndedException;
import java.time.Duration;

/** Health checks that are Erlang calls: over the same links and with the same cookie as updates. */
final class NodeHealth implements NodeAsk {
    private final ControlServers order;
    private final ProjectHosts hosts;
    private final HostLinks links;

    NodeHealth(ControlServers order, ProjectHosts hosts, HostLinks links) {
        this.order = order;
        this.hosts = hosts;
        this.links = links;
    }

    @Override
    public String problem(GameServer server, String call, Duration limit) throws InterruptedException {
        if (!hosts.takesUpdates()) {
            return "未配置 cookie-file 与 host-root,无法调用 Erlang 节点";
        }
        try {
            ErlangCall parsed = ErlangCallParser.parse(call);
            HostLayout layout = HostLayout.of(
                    hosts,
                    order.version(),
                    order.area(),
                    order.ip(),
                    order.header().jobSeq(),
                    order.header().attempt());
            try (HostLink link = links.to(layout);
                    ErlangNode node = ErlangNode.connect(
                            layout.node(server), Cookie.read(hosts.cookieFile()), limit, link.dialer())) {
                return judged(new NodeCommands(node).run(parsed, limit));
            }
        } catch (NodeFailure | InsecureSecretException | OrderEndedException e) {
            return "节点无应答: " + e.getMessage();
        } catch (InvalidErlangCallException | IllegalArgumentException e) {
            return "调用不可用: " + e.getMessage();
        } finally {
            if (Thread.interrupted()) {
                throw new InterruptedException("while asking the node of " + server.name());
            }
        }
    }

    private static String judged(CommandResult result) {
        if (!result.ok()) {
            return "节点返回错误: " + result.message() + " " + result.output();
        }
        boolean well = result.output().equals("true") || result.output().equals("ok");
        return well ? "" : "节点返回 " + result.output() + ",需要 true 或 ok";
    }
}
