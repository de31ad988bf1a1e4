package io.slipway.worker.shell;

import io.slipway.worker.Cancellation;
import io.slipway.worker.shell.ShellResult.End;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts programs; the only class that does. Whatever a program does, a call ends within its limit plus
 * {@link ProcessTree#GRACE} and leaves no thread, no open file and no program of ours behind.
 *
 * <p>The calling thread itself looks after the program: it takes what the pipes hold without ever blocking on them, so a
 * daemon that inherited the pipes cannot hold it back, and there are no reader threads to leak.
 *
 * <p>A start costs about 1 ms, half of it in the JDK's helper program, which the launch mechanism VFORK leaves out.
 */
public final class ProcessShellRunner implements ShellRunner {
    private static final String LAUNCH = "jdk.lang.Process.launchMechanism";

    static {
        if (System.getProperty(LAUNCH) == null) {
            System.setProperty(LAUNCH, "VFORK"); // read once, when the JDK starts its first program
        }
    }

    /** What one write to a fresh pipe takes without blocking on every kernel; longer texts go through a file. */
    private static final int PIPE_BYTES = 4096;

    private static final File NOTHING = new File("/dev/null");
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    @Override
    public ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation, Consumer<String> lines)
            throws InterruptedException {
        return run(command, limit, cancellation, new Output(new LineSplitter(lines)));
    }

    @Override
    public ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation)
            throws InterruptedException {
        return run(command, limit, cancellation, new Output(null));
    }

    /**
     * Runs a program to its end, at most {@code limit} long, and hands its standard output to a reader as it comes.
     *
     * @throws IOException of the reader; the program is stopped first
     * @throws InterruptedException where the calling thread is interrupted; the program is stopped first
     */
    public ShellResult run(ShellCommand command, Duration limit, OutputReader reader)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("before " + command.argv().get(0));
        }
        long start = System.nanoTime();
        Process process;
        try {
            process = start(command);
        } catch (IOException e) {
            return new ShellResult(End.NOT_STARTED, -1, "", String.valueOf(e.getMessage()));
        }
        Output output = new Output(null);
        ProgramStream stream = new ProgramStream(process, output, start, limit);
        try {
            reader.read(stream);
            End end = stream.finish();
            if (end == End.TIMED_OUT) {
                new ProcessTree(process).stop(() -> {});
            }
            output.takeErr(process.getErrorStream());
            return output.result(end, end == End.EXITED ? process.exitValue() : -1);
        } catch (IOException e) {
            if (stream.interrupted()) {
                throw new InterruptedException(
                        "while reading what " + command.argv().get(0) + " prints");
            }
            throw e;
        } finally {
            release(process);
        }
    }

    private static ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation, Output output)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("before " + command.argv().get(0));
        }
        if (cancellation.requested()) {
            return new ShellResult(End.CANCELLED, -1, "", "");
        }
        long start = System.nanoTime();
        Process process;
        try {
            process = start(command);
        } catch (IOException e) {
            return new ShellResult(End.NOT_STARTED, -1, "", String.valueOf(e.getMessage()));
        }
        try {
            return new RunningProgram(process, output).await(start, limit, cancellation);
        } finally {
            release(process);
        }
    }

    private static Process start(ShellCommand command) throws IOException {
        byte[] input = command.stdin().getBytes(StandardCharsets.UTF_8);
        Path inputFile = input.length > PIPE_BYTES ? Files.createTempFile("slipway-stdin", ".txt") : null;
        try {
            ProcessBuilder builder = new ProcessBuilder(command.argv());
            setEnvironment(builder.environment(), command.environment());
            if (inputFile != null) {
                Files.write(inputFile, input);
            }
            if (inputFile != null || input.length == 0) {
                builder.redirectInput(inputFile == null ? NOTHING : inputFile.toFile());
                return builder.start();
            }
            return feed(builder.start(), input);
        } finally {
            deleteQuietly(inputFile); // the program holds it open
        }
    }

    private static Process feed(Process process, byte[] input) {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input);
        } catch (IOException e) {
            // The program ended without reading its input. That is its right; the exit code tells the rest.
        }
        return process;
    }

    /** Only what is named here: RSYNC_RSH and its like in our own environment would change what a program does. */
    private static void setEnvironment(Map<String, String> environment, Map<String, String> given) {
        String path = environment.getOrDefault("PATH", DEFAULT_PATH);
        String home = environment.getOrDefault("HOME", "/");
        environment.clear();
        environment.put("PATH", path);
        environment.put("HOME", home);
        environment.put("LC_ALL", "C.UTF-8");
        environment.putAll(given);
    }

    private static void release(Process process) {
        if (process.isAlive()) {
            new ProcessTree(process).kill();
        }
        for (AutoCloseable stream :
                new AutoCloseable[] {process.getInputStream(), process.getErrorStream(), process.getOutputStream()}) {
            try {
                stream.close();
            } catch (Exception e) {
                // Flushing into a pipe whose reader is gone; the descriptor is closed all the same.
            }
        }
    }

    private static void deleteQuietly(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // A leftover in the temporary directory does not change how the program ended.
            }
        }
    }
}
