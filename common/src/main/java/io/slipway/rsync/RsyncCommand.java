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

    private final Path root;
    private final @Nullable List<String> names;
    private final RsyncDestination destination;
    private final RsyncOptions options;

    private RsyncCommand(Path root, @Nullable List<String> names, RsyncDestination destination, RsyncOptions options) {
        if (!root.isAbsolute() || !root.equals(root.normalize())) {
            throw new IllegalArgumentException("an absolute directory without dots is needed: " + root);
        }
        this.root = root;
        this.names = names;
        this.destination = destination;
        this.options = options;
    }

    /** The whole of a local directory. */
    public static RsyncCommand ofDirectory(Path root, RsyncDestination destination, RsyncOptions options) {
        return new RsyncCommand(root, null, destination, options);
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
        return new RsyncCommand(root, List.copyOf(names), destination, options);
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
        RSync rsync = base().times(true)
                .chmod("D755,F644")
                .mkpath(true)
                .fsync(options.fsync())
                .delayUpdates(options.delayUpdates())
                .info("progress2,name0")
                .outbuf('L');
        if (bandwidthKib > 0) {
            rsync.bwlimit(String.valueOf(bandwidthKib));
        }
        return command(rsync, "--no-human-readable");
    }

    /**
     * Changes nothing and reads every file on both sides: one line per difference, no line where all is equal. For a
     * whole directory, files that are over there and not here are differences too.
     */
    public ShellCommand verify() {
        return command(base().dryRun(true).delete(names == null).outFormat(OUT_FORMAT));
    }

    /**
     * A push of nothing that changes nothing: it connects, logs in and has the other side take the place of a receiver, so it
     * fails where a real push would be refused. A directory that is not there yet is neither made nor missed.
     */
    public static ShellCommand rehearsal(RsyncDestination destination, RsyncOptions options) {
        return new RsyncCommand(Path.of("/"), List.of(), destination, options).rehearsal();
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
        if (options.md5()) {
            rsync.checksumChoice("md5");
        }
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
