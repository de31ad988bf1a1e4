package io.slipway.peers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child process of the test, killed by its id when closed and when the JVM ends. Its output is in a file. */
public final class PeerProcess implements AutoCloseable {
    private static final Duration END_TIMEOUT = Duration.ofSeconds(10);

    private final Process process;
    private final Path directory;
    private final Path output;
    private final Thread onExit;

    private PeerProcess(Process process, Path directory, Path output) {
        this.process = process;
        this.directory = directory;
        this.output = output;
        this.onExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** @param environment added to the inherited one */
    public static PeerProcess start(List<String> command, Path directory, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile(directory, "peer-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new PeerProcess(builder.start(), directory, output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    /** Runs a command to its end. @throws IllegalStateException with its output when it fails */
    public static void run(List<String> command, Path directory) {
        try (PeerProcess peer = start(command, directory, Map.of())) {
            if (!peer.process.waitFor(60, TimeUnit.SECONDS) || peer.process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed: " + peer.output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** All it has printed so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal such as STOP or CONT; after STOP no thread of the process runs any more. */
    public void signal(String name) {
        run(List.of("kill", "-" + name, Long.toString(pid())), directory);
        if (name.equals("STOP")) { // the kernel stops the threads one by one, after kill has returned
            await().atMost(END_TIMEOUT).until(this::stopped);
        }
    }

    private boolean stopped() {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid()), "task"))) {
            for (Path thread : threads.toList()) {
                if (!Files.readString(thread.resolve("status")).contains("State:\tT")) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it (SIGKILL) and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException shuttingDown) {
            // The hook is running already.
        }
    }
}
