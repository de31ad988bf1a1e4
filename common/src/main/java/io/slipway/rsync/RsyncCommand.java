package io.slipway.rsync;

import com.github.fracpete.rsync4j.RSync;
import io.slipway.name.FileName;
import io.slipway.worker.shell.ShellCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds the command lines that bring files to another host and compare them there; the only class that knows rsync4j.
 *
 * <p>rsync4j is asked for the options alone: its full command line wants ssh and ssh-keygen installed even for a daemon,
 * and puts no {@code --} before the paths. Nothing but plain files and directories is ever sent, links never.
 */
public final class RsyncCommand {
    /** Itemized change and name, one line per file that differs. */
    private static final String OUT_FORMAT = "%i|%n";

    /** Where the other side keeps what it has of a file whose sending was cut off. */
    private static final String PARTIAL = ".slipway-partial";

    private final Path root;
    private final @Nullable List<String> names;
    private final List<String> basis;
    private final RsyncDestination destination;
    private final RsyncOptions options;

    private RsyncCommand(
            Path root,
            @Nullable List<String> names,
            List<String> basis,
            RsyncDestination destination,
            RsyncOptions options) {
        if (!root.isAbsolute() || !root.equals(root.normalize())) {
            throw new IllegalArgumentException("an absolute directory without dots is needed: " + root);
        }
        this.root = root;
        this.names = names;
        this.basis = basis;
        this.destination = destination;
        this.options = options;
    }

    /**
     * The whole of a local directory, into a directory of its own over there. Times are not kept, so that an equal file of a
     * basis can be linked whenever it was packed; who may run a file is kept. A file whose sending is cut off stays aside and
     * is gone on with. Files are not written to the disk one by one: for 20,000 files that takes a minute instead of two
     * seconds, and the second run reads them all.
     *
     * @param basis directories over there whose equal files are linked instead of sent, relative to the destination; one that
     *     is missing does no harm
     */
    public static RsyncCommand ofTree(
            Path root, List<String> basis, RsyncDestination destination, RsyncOptions options) {
        return new RsyncCommand(root, null, List.copyOf(basis), destination, options);
    }

    /**
     * Chosen files of a local directory; their names travel on standard input.
     *
     * @param names relative names, at least one
     */
    public static RsyncCommand ofFiles(
            Path root, List<String> names, RsyncDestination destination, RsyncOptions options) {
        for (String name : names) {
            if (!FileName.allowed(name)) {
                throw new IllegalArgumentException("file name is not allowed: " + FileName.problem(name));
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no files");
        }
        return new RsyncCommand(root, List.copyOf(names), List.of(), destination, options);
    }

    int bandwidthKib() {
        return options.bandwidthKib();
    }

    /** Sends what differs, prints progress lines for {@link RsyncProgress}. Other files over there stay. */
    public ShellCommand push() {
        return push(options.bandwidthKib());
    }

    /** As {@link #push()}, with a bandwidth limit instead of that of the options. @param bandwidthKib 0 for none */
    public ShellCommand push(int bandwidthKib) {
        RSync rsync = names == null ? tree() : files();
        rsync.mkpath(true).info("progress2,name0").outbuf('L');
        if (bandwidthKib > 0) {
            rsync.bwlimit(String.valueOf(bandwidthKib));
        }
        return command(rsync, "--no-human-readable");
    }

    private RSync files() {
        return base().times(true).chmod("D755,F644").fsync(options.fsync()).delayUpdates(options.delayUpdates());
    }

    private RSync tree() {
        RSync rsync = modes(base()).partialDir(PARTIAL);
        return basis.isEmpty() ? rsync : rsync.linkDest(basis.toArray(String[]::new));
    }

    private static RSync modes(RSync rsync) {
        return rsync.perms(true).chmod("D755,Fu=rwX,Fgo=rX");
    }

    /**
     * Changes nothing and reads every file on both sides: one line per difference, no line where all is equal. For a
     * tree, files that are over there and not here are differences too, and so is who may run them.
     */
    public ShellCommand verify() {
        RSync rsync = names == null ? modes(base()).delete(true) : base();
        return command(rsync.dryRun(true).outFormat(OUT_FORMAT));
    }

    /**
     * A push of nothing that changes nothing: it connects, logs in and has the other side take the place of a receiver, so it
     * fails where a real push would be refused. A directory that is not there yet is neither made nor missed.
     */
    public static ShellCommand rehearsal(RsyncDestination destination, RsyncOptions options) {
        return new RsyncCommand(Path.of("/"), List.of(), List.of(), destination, options).rehearsal();
    }

    private ShellCommand rehearsal() {
        return command(base().dryRun(true));
    }

    private RSync base() {
        RSync rsync = new RSync()
                .checksum(true)
                .recursive(names == null)
                .protectArgs(true)
                .eightBitOutput(true)
                .timeout((int) options.silenceLimit().toSeconds());
        if (names != null) {
            rsync.filesFrom("-").from0(true);
        }
        if (destination instanceof RsyncDestination.Daemon daemon) {
            return rsync.passwordFile(daemon.passwordFile().toString())
                    .contimeout((int) options.connectLimit().toSeconds())
                    // Without it a small push waits 40 ms three times for a delayed acknowledgement.
                    .sockopts("TCP_NODELAY");
        }
        return rsync.rsh(String.join(" ", ((RsyncDestination.Ssh) destination).client()));
    }

    private ShellCommand command(RSync rsync, String... more) {
        List<String> argv = new ArrayList<>();
        argv.add("rsync");
        argv.addAll(options(rsync));
        argv.addAll(List.of("--no-links", "--no-devices", "--no-specials"));
        argv.addAll(List.of(more));
        argv.addAll(List.of("--", root + "/", destination.operand()));
        return ShellCommand.of(argv).withStdin(nameList());
    }

    /** Names start with {@code ./}: rsync takes one that starts with # or ; for a comment and leaves it out in silence. */
    private String nameList() {
        StringBuilder text = new StringBuilder();
        for (String name : names == null ? List.<String>of() : names) {
            text.append("./").append(name).append('\0');
        }
        return text.toString();
    }

    private static List<String> options(RSync rsync) {
        try {
            return rsync.options();
        } catch (Exception e) {
            throw new IllegalStateException("rsync4j cannot say its options", e);
        }
    }
}
