package io.slipway.filepull;

import io.slipway.contract.PullFiles;
import io.slipway.contract.VersionRef;
import io.slipway.file.FileTrouble;
import io.slipway.file.OpenDirectory;
import io.slipway.file.VersionCheck;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Snapshots a version: checks names, copies and digests, makes sure that nothing changed meanwhile, writes it to the disk,
 * publishes it by one rename, then reports the list. A snapshot that is published already is answered from its list, so a
 * repeated order costs nothing and always says the same.
 */
public final class PullFilesHandler implements OrderHandler<PullFiles> {
    private final FilePullProperties properties;
    private final Clock clock;
    private final Map<String, SourceTemplate> sources = new HashMap<>();

    /** @throws IllegalArgumentException where a source template is wrong */
    public PullFilesHandler(FilePullProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
        addSource(VersionRef.HOT_SERVER, properties.hotServerSource());
        addSource(VersionRef.HOT_CLIENT, properties.hotClientSource());
    }

    @Override
    public Class<PullFiles> orderType() {
        return PullFiles.class;
    }

    @Override
    public Outcome handle(PullFiles order, OrderContext context) throws InterruptedException {
        VersionCheck.require(order.version());
        SourceTemplate source = source(order.version());
        try {
            SnapshotPlace place = SnapshotPlace.create(properties.backupRoot(), order.version());
            if (!place.published()) {
                place.removeLeftovers(order.header().attempt(), clock);
                snapshot(order, source, place, context);
            }
            return place.answer(context);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("while pulling " + order.version().snapshotPath());
        } catch (IOException e) {
            throw FileTrouble.ending(e);
        }
    }

    private void snapshot(PullFiles order, SourceTemplate template, SnapshotPlace place, OrderContext context)
            throws IOException, InterruptedException {
        try (OpenDirectory source = open(template, order.version())) {
            DirectorySnapshot snapshot = new DirectorySnapshot(source, properties.treeLimits(), properties, context);
            context.cancellation().check();
            try (UnfinishedSnapshot unfinished = place.begin(order.header().attempt())) {
                FileList.write(unfinished.list(), snapshot.copy(unfinished.tree(), false));
                context.cancellation().check();
                place.publish(unfinished);
            }
        }
    }

    private static OpenDirectory open(SourceTemplate template, VersionRef version) throws IOException {
        try {
            return template.open(version);
        } catch (NoSuchFileException e) {
            throw OrderEndedException.failed(
                    FailureCode.VERSION_NOT_FOUND,
                    template.expected(version) + " does not exist (missing: " + e.getFile() + ")");
        }
    }

    private SourceTemplate source(VersionRef version) {
        SourceTemplate source = sources.get(version.updateType());
        if (source == null) {
            throw OrderEndedException.failed(
                    FailureCode.REJECTED_BY_WORKER, "no source is configured for " + version.updateType());
        }
        if (!source.takes(version)) {
            throw OrderEndedException.failed(
                    FailureCode.REJECTED_BY_WORKER,
                    "client types lie in different places here; say client_type 0 or 1 in the pull");
        }
        return source;
    }

    private void addSource(String updateType, String template) {
        if (!template.isEmpty()) {
            sources.put(
                    updateType, new SourceTemplate(properties.versionRoot(), template, properties.allowAliasOutside()));
        }
    }
}
