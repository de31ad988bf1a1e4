package io.slipway.endtoend;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.ForkedJvm;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processes of an installation by their names; each start has a directory of its own. */
final class SystemProcesses implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(240);

    private final Path directory;
    private final Map<String, ChildProcess> processes = new LinkedHashMap<>();
    private int starts;

    SystemProcesses(Path directory) {
        this.directory = directory;
    }

    ChildProcess named(String name) {
        ChildProcess process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("no process " + name);
        }
        return process;
    }

    /**
     * Starts it unless it runs; returns when its output has {@code ready}.
     *
     * @param arguments visible to everyone on the machine: no secrets but those of a throw-away system
     */
    void launch(String name, Class<?> main, String ready, List<String> arguments) throws Exception {
        if (!runs(name)) {
            ChildProcess started = start(name, main, arguments);
            started.awaitReady(name, START, () -> started.output().contains(ready));
        }
    }

    /** The same for a server that says nothing: ready when somebody answers on that port of 127.0.0.1. */
    void launch(String name, Class<?> main, int port, List<String> arguments) throws Exception {
        if (!runs(name)) {
            start(name, main, arguments).awaitReady(name, START, () -> answers(port));
        }
    }

    /** The same for a command line. */
    ChildProcess launch(String name, String ready, List<String> argv) {
        ChildProcess started = ChildProcess.start(directory.resolve(name + ".out"), argv);
        processes.put(name, started);
        started.awaitReady(name, START, () -> started.output().contains(ready));
        return started;
    }

    @Override
    public void close() {
        processes.values().forEach(ChildProcess::stop);
    }

    private boolean runs(String name) {
        ChildProcess before = processes.get(name);
        return before != null && before.isAlive();
    }

    private ChildProcess start(String name, Class<?> main, List<String> arguments) throws IOException {
        Path own = Files.createDirectories(directory.resolve(name + "-" + ++starts));
        ChildProcess started = ForkedJvm.start(own, main, arguments.toArray(new String[0]));
        processes.put(name, started);
        return started;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
