package io.slipway.opsmanager;

import io.slipway.contract.ControlServers;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.service.ServiceAccess;
import io.slipway.opsmanager.service.ServiceDesk;
import io.slipway.opsmanager.silence.SilenceAccess;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.Outcome;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Starts, stops or restarts the processes of the game servers of one IP (requirement S2-10), with monitoring silent meanwhile
 * (S2-12) and a health check afterwards.
 *
 * <p>Safe to repeat: a start of what runs and a stop of what is down change nothing, and a restart asks leave once.
 */
public final class ControlServersHandler implements OrderHandler<ControlServers> {
    private final OpsManagerProperties properties;
    private final HostLinks links;
    private final ServiceDesk desk;

    public ControlServersHandler(OpsManagerProperties properties, Clock clock) {
        this.properties = properties;
        this.links = new HostLinks(properties.connect());
        this.desk = new ServiceDesk(properties.journal(), properties.connect(), clock);
    }

    @Override
    public Class<ControlServers> orderType() {
        return ControlServers.class;
    }

    @Override
    public Outcome handle(ControlServers order, OrderContext context) throws InterruptedException {
        OrderCheck.require(order);
        String project = order.version().project();
        ProjectHosts hosts = properties.hostsOf(project).orElseThrow(() -> missing(project, "service"));
        ServiceAccess access = hosts.service();
        if (access == null) {
            throw missing(project, "service");
        }
        return desk.run(order, access, silence(order, hosts), new NodeHealth(order, hosts, links), context);
    }

    /** Null for nobody: not wished, or nobody configured and nobody demanded. */
    private static @Nullable SilenceAccess silence(ControlServers order, ProjectHosts hosts) {
        Boolean wished = order.silence();
        if (Boolean.TRUE.equals(wished) && hosts.silence() == null) {
            throw missing(order.version().project(), "silence");
        }
        return Boolean.FALSE.equals(wished) ? null : hosts.silence();
    }

    private static OrderEndedException missing(String project, String part) {
        String setting = "slipway.ops-manager.projects." + project + "." + part;
        return OrderEndedException.failed(
                FailureCode.REJECTED_BY_WORKER,
                "该管理机未配置 " + setting + ",请在 slipway-ops-manager.yaml 中添加后重启 worker · set " + setting
                        + " in slipway-ops-manager.yaml of this ops manager and restart it");
    }
}
