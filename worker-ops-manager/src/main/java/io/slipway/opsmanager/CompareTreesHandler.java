package io.slipway.opsmanager;

import io.slipway.contract.CompareTrees;
import io.slipway.opsmanager.release.ReleaseAccess;
import io.slipway.opsmanager.release.ReleaseDesk;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.Outcome;

/** Compares what is live on the game servers of one IP with what should be, and changes nothing (requirement S2-9). */
public final class CompareTreesHandler implements OrderHandler<CompareTrees> {
    private final OpsManagerProperties properties;
    private final ReleaseDesk desk;

    public CompareTreesHandler(OpsManagerProperties properties, ReleaseDesk desk) {
        this.properties = properties;
        this.desk = desk;
    }

    @Override
    public Class<CompareTrees> orderType() {
        return CompareTrees.class;
    }

    @Override
    public Outcome handle(CompareTrees order, OrderContext context) throws InterruptedException {
        ReleaseCheck.require(order);
        String project = order.version().project();
        ProjectHosts hosts = ReleaseSettings.hosts(properties, project);
        ReleaseAccess access = ReleaseSettings.access(hosts, project);
        return desk.compare(order, access, hosts.releasePlace(order.version(), order.area(), order.ip()), context);
    }
}
