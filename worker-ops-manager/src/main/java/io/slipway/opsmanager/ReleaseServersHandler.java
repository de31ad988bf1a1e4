package io.slipway.opsmanager;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.ReleaseServers;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.release.LocalFiles;
import io.slipway.opsmanager.release.ProcessWish;
import io.slipway.opsmanager.release.ReleaseAccess;
import io.slipway.opsmanager.release.ReleaseDesk;
import io.slipway.opsmanager.release.ReleaseProcesses;
import io.slipway.opsmanager.service.ServiceDesk;
import io.slipway.opsmanager.silence.SilenceAccess;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.Outcome;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a whole version in place on the game servers of one IP (requirement S2-8): a tree beside the live one, every digest read
 * on the host, the host's own files carried over, one rename, then the processes.
 *
 * <p>Safe to repeat: a tree that is there and right is not sent again, what is live already is not switched, the fence refuses
 * an older attempt, and a restart asks leave once.
 */
public final class ReleaseServersHandler implements OrderHandler<ReleaseServers> {
    private final OpsManagerProperties properties;
    private final ReleaseDesk desk;
    private final ServiceDesk services;
    private final HostLinks links;
    private final VerifiedFiles files;

    public ReleaseServersHandler(OpsManagerProperties properties, ReleaseDesk desk, Clock clock) {
        this.properties = properties;
        this.desk = desk;
        this.services = new ServiceDesk(properties.journal(), properties.connect(), clock);
        this.links = new HostLinks(properties.connect());
        this.files = new VerifiedFiles(properties.hotRoot());
    }

    @Override
    public Class<ReleaseServers> orderType() {
        return ReleaseServers.class;
    }

    @Override
    public Outcome handle(ReleaseServers order, OrderContext context) throws InterruptedException {
        ReleaseCheck.require(order);
        ProjectHosts hosts = ReleaseSettings.hosts(properties, order.version().project());
        ReleaseAccess access = ReleaseSettings.access(hosts, order.version().project());
        ReleaseProcesses processes = processes(order, hosts);
        List<ManifestFile> listed =
                CheckedManifest.of(context.manifest(order.manifest())).files();
        return desk.release(
                order,
                access,
                hosts.releasePlace(order.version(), order.area(), order.ip()),
                listed,
                local(order, listed, context),
                processes,
                context);
    }

    private LocalFiles local(ReleaseServers order, List<ManifestFile> listed, OrderContext context) {
        return () -> {
            try {
                return files.require(order.version(), order.manifest(), listed, context.cancellation());
            } catch (OrderEndedException e) {
                Failure failure = e.outcome().failure();
                throw failure != null && failure.code() == FailureCode.FILE_NOT_FOUND ? missing(order, failure) : e;
            }
        };
    }

    private static OrderEndedException missing(ReleaseServers order, Failure failure) {
        return OrderEndedException.failed(
                FailureCode.TREE_MISSING,
                "管理机上没有版本 " + order.version().version() + " 的完整文件,请从版本接收机重新下发 · the ops manager does not hold the "
                        + "version, push it again: " + failure.message());
    }

    /** Null where every process is left alone, which needs no settings. */
    private @Nullable ReleaseProcesses processes(ReleaseServers order, ProjectHosts hosts) {
        boolean any = order.servers().stream().anyMatch(server -> ProcessWish.isAny(server, order.processes()));
        if (hosts.service() == null) {
            if (any) {
                throw ReleaseSettings.missing(
                        FailureCode.CONFIG, order.version().project(), "service");
            }
            return null;
        }
        if (Boolean.TRUE.equals(order.silence()) && hosts.silence() == null) {
            throw ReleaseSettings.missing(FailureCode.CONFIG, order.version().project(), "silence");
        }
        SilenceAccess silence = Boolean.FALSE.equals(order.silence()) ? null : hosts.silence();
        return any
                ? new ReleaseProcesses(
                        services, hosts.service(), silence, control -> new NodeHealth(control, hosts, links))
                : null;
    }
}
