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
import io.slipway.worker.Outcome;
import io.slipway.worker.shell.ShellRunner;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the files of a manifest to one rsync manager: checks names, password file and every digest first, so that a push
 * starts only with what was pulled; sends; has both sides compared; and looks once more whether the snapshot stood still
 * meanwhile. Chosen files are sent by name; a release is sent as the tree it is, after a look that there is nothing else in it.
 *
 * <p>Pushing the same files again is safe, so no end of a push is "unknown".
 */
final class FilePush {
    /** From the directory of a snapshot up to what holds them all, see {@link VersionRef#snapshotPath}. */
    private static final String UP = "../../../../../";

    private final FilePushProperties properties;
    private final ShellRunner runner;
    private final Clock clock;
    private final String what;

    /**
     * @param clock its zone is that of a manager's times where the manager names none
     * @param what names it in messages, for example {@code push}
     */
    FilePush(FilePushProperties properties, ShellRunner runner, Clock clock, String what) {
        this.properties = properties;
        this.runner = runner;
        this.clock = clock;
        this.what = what;
    }

    /** What is to be pushed where; see {@link PushFiles}. */
    record Load(VersionRef version, RsyncManager manager, String manifest, List<VersionRef> basis) {
        /** @param basis null for none */
        static Load of(VersionRef version, RsyncManager manager, String manifest, @Nullable List<VersionRef> basis) {
            return new Load(version, manager, manifest, basis == null ? List.of() : basis);
        }

        boolean tree() {
            return version.updateType().equals(VersionRef.RELEASE);
        }
    }

    Outcome run(Load load, OrderContext context) throws InterruptedException {
        VersionCheck.require(load.version());
        requireBasis(load);
        Daemon destination = destination(load);
        requireSecret(destination.passwordFile());
        ChosenFiles chosen = new ChosenFiles(context.manifest(load.manifest()).files());
        if (chosen.names().isEmpty()) {
            return Outcome.succeeded(0, 0);
        }
        try {
            List<FileStamp> stamps = check(chosen, load, context);
            push(chosen, load, destination, context);
            try (OpenDirectory snapshot = open(load.version())) {
                chosen.requireUntouched(snapshot, stamps);
            }
            return Outcome.succeeded(chosen.names().size(), chosen.bytes());
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("while pushing " + load.version().snapshotPath());
        } catch (IOException e) {
            throw FileTrouble.ending(e);
        }
    }

    private List<FileStamp> check(ChosenFiles chosen, Load load, OrderContext context)
            throws IOException, InterruptedException {
        try (OpenDirectory snapshot = open(load.version())) {
            if (load.tree()) {
                chosen.requireNothingElse(snapshot);
            }
            return chosen.check(snapshot, properties.checkThreads(), context);
        }
    }

    private void push(ChosenFiles chosen, Load load, Daemon destination, OrderContext context)
            throws IOException, InterruptedException {
        Path snapshot =
                properties.backupRoot().toRealPath().resolve(load.version().snapshotPath());
        List<String> basis = load.basis().stream()
                .map(version -> UP + version.snapshotPath())
                .toList();
        RsyncCommand command = load.tree()
                ? RsyncCommand.ofTree(snapshot, basis, destination, properties.rsyncOptions())
                : RsyncCommand.ofFiles(snapshot, chosen.names(), destination, properties.rsyncOptions());
        new RsyncPush(runner, properties.patience(), what + " to " + destination.ip(), context)
                .run(command, chosen.bytes(), () -> limit(load.manager()));
    }

    /** The manager's rule of this moment and the worker's own limit: the tighter of the two. */
    private int limit(RsyncManager manager) {
        int rule = manager.kibPerSecondAt(clock.instant(), clock.getZone());
        int own = properties.bandwidthKib();
        return rule == 0 || own == 0 ? Math.max(rule, own) : Math.min(rule, own);
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

    /** Only trees of the same game are linked to: a file that two trees share must be wrong for one game at most. */
    private static void requireBasis(Load load) {
        boolean fits = load.basis().size() <= PushFiles.MOST_BASES
                && load.basis().stream()
                        .allMatch(basis -> load.tree()
                                && basis.updateType().equals(VersionRef.RELEASE)
                                && basis.project().equals(load.version().project()));
        if (!fits) {
            throw OrderEndedException.failed(
                    FailureCode.REJECTED_BY_WORKER,
                    "a basis is at most " + PushFiles.MOST_BASES + " releases of the same project, for a release");
        }
        load.basis().forEach(VersionCheck::require);
    }

    private Daemon destination(Load load) {
        RsyncManager manager = load.manager();
        try {
            limit(manager); // times that cannot be read are refused before anything is sent
            return new Daemon(
                    manager.ip(),
                    manager.port(),
                    manager.module(),
                    manager.user(),
                    load.version().snapshotPath(),
                    Path.of(manager.passFile()));
        } catch (IllegalArgumentException | DateTimeException e) {
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
