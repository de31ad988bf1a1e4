package io.slipway.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One host's supervisord: a process of its own on a loopback address. Made by {@link Supervisords}. */
public final class Supervisord {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration CLIENT = Duration.ofSeconds(60);

    private final String address;
    private final int port;
    private final Path configuration;
    private final Path directory;
    private @Nullable ChildProcess process;

    Supervisord(String address, int port, Path configuration, Path directory) {
        this.address = address;
        this.port = port;
        this.configuration = configuration;
        this.directory = directory;
    }

    public String address() {
        return address;
    }

    public int port() {
        return port;
    }

    /** Of supervisord itself. */
    public long pid() {
        return running().pid();
    }

    /** Directory with its configuration, its log and the logs of its programs: {@code {program}.out}, {@code .err}. */
    public Path directory() {
        return directory;
    }

    /** The file {@code supervisorctl -c} takes. */
    public Path configuration() {
        return configuration;
    }

    /** Starts it, again after {@link #stop()} or {@link #kill9()}; returns when it answers. */
    public Supervisord start() {
        ChildProcess started = ChildProcess.start(
                directory.resolve("supervisord.out"), List.of("supervisord", "-n", "-c", configuration.toString()));
        process = started;
        started.awaitReady(
                "answering on " + address + ":" + port,
                START,
                () -> Loopback.answers(address, port, "GET / HTTP/1.0\r\n\r\n", "HTTP/1.".length()));
        return this;
    }

    /** Ends it in order, and with it its programs. */
    public void stop() {
        endWith(ChildProcess::stop);
    }

    /** Ends it and its programs the way a crash of the machine does. */
    public void kill9() {
        endWith(ChildProcess::kill9);
    }

    /** Ends supervisord alone; its programs run on, without a master, until {@link #stop()}. */
    public void kill9Alone() {
        running().signal(ChildProcess.Signal.KILL);
        running().waitFor(START);
    }

    /** Freezes or thaws supervisord alone. */
    public void signal(ChildProcess.Signal signal) {
        running().signal(signal);
    }

    /** Runs {@code supervisorctl} against it and returns what it prints; its exit code does not matter. */
    public String control(String... words) {
        List<String> argv = Stream.concat(Stream.of("supervisorctl", "-c", configuration.toString()), Stream.of(words))
                .toList();
        return ChildProcess.run(CLIENT, Map.of(), argv).output();
    }

    /** What a program has printed so far. */
    public String output(String program) {
        try {
            return Files.readString(directory.resolve(program + ".out"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pids of programs that were started from this host's directory and still run, whoever is their parent now. */
    List<ProcessHandle> programs() {
        return ProcessHandle.allProcesses()
                .filter(one -> isOurs(one.pid()))
                .filter(one ->
                        Optional.ofNullable(process).map(ChildProcess::pid).orElse(-1L) != one.pid())
                .toList();
    }

    /** A program's environment names its host, so that it is found even when its supervisord is gone. */
    private boolean isOurs(long pid) {
        try {
            String environment =
                    Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
            return environment.contains("SLIPWAY_HOST=" + directory + "\0");
        } catch (IOException gone) {
            return false;
        }
    }

    private void endWith(Consumer<ChildProcess> end) {
        List<ProcessHandle> programs = programs();
        if (process != null) {
            end.accept(process);
            process = null;
        }
        programs.forEach(ProcessHandle::destroyForcibly);
    }

    private ChildProcess running() {
        return Objects.requireNonNull(process, "supervisord on " + address + " was not started");
    }
}
