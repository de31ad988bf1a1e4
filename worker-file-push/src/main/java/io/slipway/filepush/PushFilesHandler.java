package io.slipway.filepush;

import io.slipway.contract.PushFiles;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.VersionRef;
import io.slipway.file.FileStamp;
import io.slipway.file.FileTrouble;
import io.slipway.file.OpenDirectory;
import io.slipway.file.VersionCheck;
import io.slipway.job.FailureCode;
import io.slipway.rsync.RsyncCommand;
import io.slipway.rsync.RsyncDestination.Daemon;
import io.slipway.rsync.RsyncPush;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.Outcome;
import io.slipway.worker.shell.ShellRunner;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Pushes chosen files to one rsync manager: checks names, password file and every digest first, so that a push starts only
 * with what was pulled; sends; has both sides compared; and looks once more whether the snapshot stood still meanwhile.
 *
 * <p>Pushing the same files again is safe, so no end of a push is "unknown".
 */
public final class PushFilesHandler implements OrderHandler<PushFiles> {
    private final FilePushProperties properties;
    private final ShellRunner runner;

    public PushFilesHandler(FilePushProperties properties, ShellRunner runner) {
        this.properties = properties;
        this.runner = runner;
    }

    @Override
    public Class<PushFiles> orderType() {
        return PushFiles.class;
    }

    @Override
    public Outcome handle(PushFiles order, OrderContext context) throws InterruptedException {
        VersionCheck.require(order.version());
        Daemon destination = destination(order);
        requireSecret(destination.passwordFile());
        ChosenFiles chosen = new ChosenFiles(context.manifest(order.manifest()).files());
        if (chosen.names().isEmpty()) {
            return Outcome.succeeded(0, 0);
        }
        try {
            List<FileStamp> stamps = check(chosen, order.version(), context);
            push(chosen, order, destination, context);
            try (OpenDirectory snapshot = open(order.version())) {
                chosen.requireUntouched(snapshot, stamps);
            }
            return Outcome.succeeded(chosen.names().size(), chosen.bytes());
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("while pushing " + order.version().snapshotPath());
        } catch (IOException e) {
            throw FileTrouble.ending(e);
        }
    }

    private List<FileStamp> check(ChosenFiles chosen, VersionRef version, OrderContext context)
            throws IOException, InterruptedException {
        try (OpenDirectory snapshot = open(version)) {
            return chosen.check(snapshot, properties.checkThreads(), context);
        }
    }

    private void push(ChosenFiles chosen, PushFiles order, Daemon destination, OrderContext context)
            throws IOException, InterruptedException {
        Path snapshot =
                properties.backupRoot().toRealPath().resolve(order.version().snapshotPath());
        RsyncCommand command = RsyncCommand.ofFiles(snapshot, chosen.names(), destination, properties.rsyncOptions());
        new RsyncPush(runner, properties.patience(), "push to " + destination.ip(), context)
                .run(command, chosen.bytes());
    }

    /** Opens the snapshot; nothing below the backup root may be a link. */
    private OpenDirectory open(VersionRef version) throws IOException {
        try (OpenDirectory root = OpenDirectory.open(properties.backupRoot().toRealPath())) {
            return root.descend(version.snapshotPath());
        } catch (NoSuchFileException e) {
            throw OrderEndedException.failed(
                    FailureCode.FILE_NOT_FOUND,
                    "no snapshot " + properties.backupRoot().resolve(version.snapshotPath()) + " (missing: "
                            + e.getFile() + ")");
        }
    }

    private static Daemon destination(PushFiles order) {
        RsyncManager manager = order.manager();
        try {
            return new Daemon(
                    manager.ip(),
                    manager.port(),
                    manager.module(),
                    manager.user(),
                    order.version().snapshotPath(),
                    Path.of(manager.passFile()));
        } catch (IllegalArgumentException e) {
            throw OrderEndedException.failed(FailureCode.REJECTED_BY_WORKER, String.valueOf(e.getMessage()));
        }
    }

    /** Reliability rule A17: rsync itself looks less closely, so it is not even started with a careless file. */
    private static void requireSecret(Path passwordFile) {
        try {
            SecretFile.read(passwordFile);
        } catch (InsecureSecretException e) {
            throw OrderEndedException.failed(e.code(), String.valueOf(e.getMessage()));
        }
    }
}
