package io.slipway.opsmanager;

import io.slipway.contract.ApplyClient;
import io.slipway.file.FileTrouble;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.cdn.CdnDelivery;
import io.slipway.opsmanager.cdn.CdnOrigin;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.Outcome;
import io.slipway.worker.shell.ShellRunner;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/**
 * Brings a client update to one directory of a CDN: looks at the order and the pushed files, then hands them to the
 * origin that is configured for it (requirements S4-5 and S4-6). Safe to repeat; the origin's fence refuses an older order.
 */
public final class ApplyClientHandler implements OrderHandler<ApplyClient> {
    private final OpsManagerProperties properties;
    private final VerifiedFiles files;
    private final CdnDelivery delivery;

    public ApplyClientHandler(OpsManagerProperties properties, ShellRunner runner) {
        this.properties = properties;
        this.files = new VerifiedFiles(properties.hotRoot());
        this.delivery = new CdnDelivery(
                runner, properties.journal(), properties.rsync(), properties.connect(), properties.silence());
    }

    @Override
    public Class<ApplyClient> orderType() {
        return ApplyClient.class;
    }

    @Override
    public Outcome handle(ApplyClient order, OrderContext context) throws InterruptedException {
        OrderCheck.require(order);
        CdnOrigin origin = origin(order);
        CheckedManifest manifest = CheckedManifest.of(context.manifest(order.manifest()));
        if (manifest.files().isEmpty()) {
            return Outcome.succeeded(0, 0);
        }
        Path snapshot = files.require(order.version(), order.manifest(), manifest.files(), context.cancellation());
        context.cancellation().check();
        try {
            delivery.deliver(origin, order, snapshot, manifest.files(), context);
            return Outcome.succeeded(manifest.files().size(), manifest.bytes());
        } catch (ClosedByInterruptException | InterruptedIOException e) {
            Thread.interrupted();
            throw new InterruptedException("while updating " + order.directory().key());
        } catch (IOException e) {
            throw FileTrouble.ending(e);
        }
    }

    private CdnOrigin origin(ApplyClient order) {
        String project = order.version().project();
        return properties
                .hostsOf(project)
                .flatMap(hosts -> hosts.originOf(order.directory().cdnRootUrl()))
                .orElseThrow(() -> OrderEndedException.failed(
                        FailureCode.REJECTED_BY_WORKER,
                        "the CDN " + order.directory().cdnRootUrl() + " of project " + project
                                + " is not configured on this ops manager; add it to slipway.ops-manager.projects."
                                + project + ".cdn"));
    }
}
