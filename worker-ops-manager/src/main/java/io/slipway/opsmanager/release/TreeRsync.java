package io.slipway.opsmanager.release;

import io.slipway.contract.Progress;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.rsync.RsyncExit;
import io.slipway.rsync.RsyncProgress;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.shell.ShellCommand;
import io.slipway.worker.shell.ShellResult;
import io.slipway.worker.shell.ShellRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The rsync runs of one order on one host. Every one may be repeated; what was cut off or found no free place is tried twice
 * more, a refused connection once more. Names travel on standard input, and nothing on a command line comes from a request
 * unless it was checked.
 */
final class TreeRsync {
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(200), Duration.ofMillis(800));
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Only plain files, with the times and the right to be run that they have here. */
    private static final List<String> PLAIN = List.of(
            "-rtp", "--no-links", "--no-devices", "--no-specials", "--chmod=D755,Fu+rw,Fgo+r,Fgo-w", "--mkpath");

    private final ShellRunner runner;
    private final Limits limits;
    private final HostReach host;
    private final OrderContext context;

    /**
     * @param run longest run of one rsync
     * @param silence longest time without a byte
     * @param fsync whether every file is written to the host's disk before a run ends
     */
    record Limits(Duration run, Duration silence, boolean fsync) {}

    TreeRsync(ShellRunner runner, Limits limits, HostReach host, OrderContext context) {
        this.runner = runner;
        this.limits = limits;
        this.host = host;
        this.context = context;
    }

    String ip() {
        return host.ip();
    }

    /**
     * Sends files of a version.
     *
     * @param linkTo absolute directories on the host; a file that is there already becomes a hard link to it
     * @param checksum whether bytes decide what is sent, and not size and time
     */
    void send(Path source, List<String> names, String directory, List<String> linkTo, boolean checksum, long bytes)
            throws InterruptedException {
        List<String> options = new ArrayList<>(PLAIN);
        options.addAll(List.of("--files-from=-", "--from0", "--info=progress2,name0", "--no-human-readable"));
        options.add("--outbuf=L");
        linkTo.forEach(other -> options.add("--link-dest=" + host.linkDest(other)));
        if (checksum) {
            options.add("-c");
        }
        if (limits.fsync()) {
            options.add("--fsync");
        }
        run(
                command(options, zeroEnded(names), source + "/", host.operand(directory)),
                line -> RsyncProgress.parse(line)
                        .ifPresent(now -> context.progress(new Progress("push", now.bytes(), bytes, "bytes"))),
                "push to " + ip());
    }

    /** Sends single files and links as they are, each by a rename over what is there; directories that exist keep their rights. */
    void lay(Path source, List<String> names, String directory) throws InterruptedException {
        List<String> options =
                new ArrayList<>(List.of("-lpt", "--mkpath", "--no-implied-dirs", "--files-from=-", "--from0"));
        if (limits.fsync()) {
            options.add("--fsync");
        }
        run(command(options, zeroEnded(names), source + "/", host.operand(directory)), line -> {}, "write to " + ip());
    }

    /**
     * Fetches what the filters let through, links as links.
     *
     * @param patterns of rsync, in order; what none lets through is left out
     */
    void fetch(String directory, List<String> patterns, Path into) throws InterruptedException {
        String filters = String.join("\n", patterns) + "\n- *\n";
        run(
                command(List.of("-rlpt", "--include-from=-"), filters, host.operand(directory), into + "/"),
                line -> {},
                "look at " + ip());
    }

    /** Gives the digest of every file of a directory of the host; only the host reads files. */
    void digests(String directory, String algorithm, Path empty, Consumer<String> lines) throws InterruptedException {
        List<String> options = new ArrayList<>(TreeSums.OPTIONS);
        options.add("--checksum-choice=" + algorithm);
        run(command(options, "", host.operand(directory), empty + "/"), lines, "compare on " + ip());
    }

    /**
     * Removes whole directories and single files.
     *
     * @param frame local directory that holds the parents of what is removed, and nothing else
     * @param names what is removed, relative to the directory
     */
    void remove(Path frame, String directory, List<String> names) throws InterruptedException {
        StringBuilder filters = new StringBuilder();
        for (String name : names) {
            String parent = name.substring(0, name.indexOf('/') + 1);
            filters.append('/').append(parent).append('\n');
            filters.append('/').append(name).append('\n');
            filters.append('/').append(name).append("/**\n");
        }
        filters.append("- *\n");
        run(
                command(
                        List.of("-r", "--omit-dir-times", "--delete", "--force", "--include-from=-"),
                        filters.toString(),
                        frame + "/",
                        host.operand(directory)),
                line -> {},
                "tidy up on " + ip());
    }

    private ShellCommand command(List<String> options, String stdin, String from, String to) {
        List<String> argv = new ArrayList<>();
        argv.add("rsync");
        argv.addAll(options);
        argv.addAll(List.of("--protect-args", "--8-bit-output"));
        argv.add("--timeout=" + limits.silence().toSeconds());
        argv.addAll(host.options());
        argv.addAll(List.of("--", from, to));
        return ShellCommand.of(argv).withStdin(stdin);
    }

    private void run(ShellCommand command, Consumer<String> lines, String what) throws InterruptedException {
        for (int tried = 0; ; tried++) {
            ShellResult result = runner.run(command, limits.run(), context.cancellation(), lines);
            if (result.ok()) {
                return;
            }
            context.cancellation().check();
            RsyncExit exit = RsyncExit.of(result);
            if (!exit.worthAnotherTry() || tried == triesAfter(result)) {
                throw OrderEndedException.failed(explained(exit.failure(what, result)));
            }
            rest(PAUSES.get(tried));
        }
    }

    private Failure explained(Failure failure) {
        String text = failure.message();
        if (text.contains("write only") || text.contains("read only")) {
            return Failure.of(
                    FailureCode.CONFIG,
                    "主机 " + ip() + " 的 rsync 模块须可读可写: 在 rsyncd.conf 中设 read only = no 与 write only = no · "
                            + "releases need a module that can be read and written: " + text);
        }
        return failure;
    }

    /** Where nothing listens, a third try would only cost time. */
    private static int triesAfter(ShellResult result) {
        return result.stderr().contains("Connection refused") ? 1 : PAUSES.size();
    }

    /** Names start with {@code ./}: rsync takes one that starts with # or ; for a comment and leaves it out in silence. */
    static String zeroEnded(List<String> names) {
        StringBuilder text = new StringBuilder();
        names.forEach(name -> text.append("./").append(name).append('\0'));
        return text.toString();
    }

    /** Waits, but not past a cancel. */
    private void rest(Duration pause) throws InterruptedException {
        for (Duration left = pause; left.compareTo(Duration.ZERO) > 0; left = left.minus(LOOK)) {
            context.cancellation().check();
            TimeUnit.MILLISECONDS.sleep(Math.min(left.toMillis(), LOOK.toMillis()));
        }
    }
}
