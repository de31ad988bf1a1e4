package io.slipway.peers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A process that a test started and ends by its pid.
 *
 * <p>Standard input is {@code /dev/null}; standard output and error are appended to one file, so the text is still there
 * when the process has been killed. Whatever still runs when the test JVM ends is killed by a shutdown hook.
 */
public final class ChildProcess implements AutoCloseable {
    /** The signals tests send. */
    public enum Signal {
        TERM,
        KILL,
        /** Freezes the process: its connections stay open and silent. */
        STOP,
        CONT
    }

    /**
     * A process that ended by itself.
     *
     * @param exit exit code, 128 + n for signal n
     * @param output everything it printed, standard output and error mixed
     */
    public record Finished(int exit, String output) {}

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration STOPPED = Duration.ofSeconds(60);
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);
    private static final int TAIL_CHARS = 4000;
    private static final Set<ChildProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(ChildProcess::killTree), "end-child-processes"));
    }

    private final String name;
    private final Process process;
    private final Path output;

    private ChildProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /** Starts a program without additions to this JVM's environment. */
    public static ChildProcess start(Path output, List<String> argv) {
        return start(output, Map.of(), argv);
    }

    /**
     * Starts a program.
     *
     * @param output file to append to; its directory must exist
     * @param environment added to this JVM's own; {@code LC_ALL} is {@code C.UTF-8} unless given
     * @param argv program and arguments, no shell in between
     * @throws UncheckedIOException when the program cannot be started
     */
    public static ChildProcess start(Path output, Map<String, String> environment, List<String> argv) {
        ProcessBuilder builder = new ProcessBuilder(argv)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        try {
            String program = Path.of(argv.get(0)).getFileName().toString();
            ChildProcess child = new ChildProcess(program, builder.start(), output);
            RUNNING.add(child);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + argv.get(0), e);
        }
    }

    /** Runs a program to its end, for clients such as {@code ssh} and {@code rsync}; the output is in a temporary file. */
    public static Finished run(Duration limit, Map<String, String> environment, List<String> argv) {
        try {
            Path output = Files.createTempFile("slipway-client", ".out");
            try (ChildProcess child = start(output, environment, argv)) {
                return child.awaitExit(limit);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Everything printed so far. */
    public String output() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of what was printed, for failure texts. */
    public String outputTail() {
        String text = output();
        return text.substring(Math.max(0, text.length() - TAIL_CHARS));
    }

    /**
     * Waits until the process is of use.
     *
     * @param what completes "rsync is not ...", for example {@code "listening on 127.0.0.1:873"}
     * @throws IllegalStateException with the end of the output, when the process dies first or the limit passes; the
     *     process is ended then
     */
    public void awaitReady(String what, Duration limit, BooleanSupplier ready) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            boolean died = waitFor(Duration.ofMillis(50));
            if (died || System.nanoTime() - deadline > 0) {
                close();
                String cause =
                        died ? "it ended with code " + process.exitValue() : "waited " + limit.toSeconds() + " s";
                throw new IllegalStateException(name + " is not " + what + ": " + cause + "\n" + outputTail());
            }
        }
    }

    /**
     * Waits for the process to end by itself.
     *
     * @throws IllegalStateException when it does not; it is killed then
     */
    public Finished awaitExit(Duration limit) {
        if (!waitFor(limit)) {
            close();
            throw new IllegalStateException(name + " still ran after " + limit.toSeconds() + " s\n" + outputTail());
        }
        RUNNING.remove(this);
        return new Finished(process.exitValue(), output());
    }

    /**
     * Sends a signal to this process alone; does nothing when it has ended, so a reused pid is never hit. After STOP none of its threads
     * runs any more when this returns.
     */
    public void signal(Signal signal) {
        if (!process.isAlive()) {
            return;
        }
        send(signal, process.toHandle());
        if (signal == Signal.STOP) { // the kernel stops the threads one by one, after kill has returned
            awaitStopped();
        }
    }

    /** Sends a signal to this process and to everything it started. */
    public void signalTree(Signal signal) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> descendants = descendants();
        signal(signal);
        for (ProcessHandle descendant : descendants) {
            send(signal, descendant);
        }
    }

    /** SIGKILL for the process and everything it started, as a crash would do; returns when they are gone. */
    public void kill9() {
        killTree();
        if (!waitFor(AFTER_KILL)) {
            throw new IllegalStateException(name + " (pid " + pid() + ") survived SIGKILL");
        }
        RUNNING.remove(this);
    }

    /** SIGTERM, then after ten seconds SIGKILL; descendants that outlive it are killed. May be called twice. */
    public void stop() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        boolean ended = waitFor(GRACE);
        descendants.forEach(ProcessHandle::destroyForcibly);
        if (!ended) {
            kill9();
        }
        RUNNING.remove(this);
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public String toString() {
        return name + " pid " + pid();
    }

    /** Everything this process started and that still runs. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    boolean waitFor(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            killTree();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    private void awaitStopped() {
        long begun = System.nanoTime();
        while (process.isAlive() && !isStopped()) {
            if (System.nanoTime() - begun > STOPPED.toNanos()) {
                throw new IllegalStateException(name + " still runs after SIGSTOP");
            }
            waitFor(Duration.ofMillis(5));
        }
    }

    private boolean isStopped() {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid()), "task"))) {
            for (Path thread : threads.toList()) {
                if (!Files.readString(thread.resolve("status")).contains("State:\tT")) {
                    return false;
                }
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false; // a thread that was there has ended
        }
    }

    private void killTree() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    static void send(Signal signal, ProcessHandle target) {
        switch (signal) {
            case TERM -> target.destroy();
            case KILL -> target.destroyForcibly();
            case STOP, CONT -> sendWithKillCommand(signal, target);
        }
    }

    private static void sendWithKillCommand(Signal signal, ProcessHandle target) {
        Finished sent = run(
                Duration.ofSeconds(5),
                Map.of(),
                List.of("/bin/kill", "-" + signal.name(), String.valueOf(target.pid())));
        if (sent.exit() != 0 && target.isAlive()) {
            throw new IllegalStateException(
                    "cannot send SIG" + signal + " to pid " + target.pid() + ": " + sent.output());
        }
    }
}
