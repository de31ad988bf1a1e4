package io.slipway.endtoend;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.FreePorts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the sample CMDBs of {@code deploy/samples}, run as its reader would run it. */
final class SampleCmdb implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Path SAMPLES = Path.of("../samples").toAbsolutePath().normalize();

    private final List<String> program;
    private final Path directory;
    private final Path secret;
    private final String name;
    private final int port = FreePorts.one();
    private int starts;
    private @Nullable ChildProcess process;

    private SampleCmdb(List<String> program, Path directory, Path secret, String name) {
        this.program = program;
        this.directory = directory;
        this.secret = secret;
        this.name = name;
    }

    /** @param name of its files in the directory */
    static SampleCmdb python(Path directory, Path secret, String name) {
        String script = SAMPLES.resolve("cmdb.py").toString();
        return new SampleCmdb(List.of("python3", "-B", script), directory, secret, name + "-python");
    }

    static SampleCmdb java(Path directory, Path secret, String name) {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        String source = SAMPLES.resolve("SampleCmdb.java").toString();
        return new SampleCmdb(
                List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", source),
                directory,
                secret,
                name + "-java");
    }

    void serve(String... switches) {
        List<String> argv = argv("serve");
        argv.addAll(List.of("--port", Integer.toString(port), "--secret-file", secret.toString()));
        argv.addAll(List.of("--state", state().toString()));
        argv.addAll(List.of(switches));
        ChildProcess started = ChildProcess.start(directory.resolve(name + "-" + ++starts + ".log"), argv);
        process = started;
        started.awaitReady(name, START, () -> started.output().contains(":" + port + "/"));
    }

    /** Runs another of its commands to the end. */
    ChildProcess.Finished run(String command, String... arguments) {
        List<String> argv = argv(command);
        argv.addAll(List.of(arguments));
        return ChildProcess.run(START, Map.of(), argv);
    }

    /** What it knows, as a person reads it. */
    String shown() {
        return run("show", "--state", state().toString()).output();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Of the latest start. */
    String log() {
        return process == null ? "" : process.output();
    }

    void kill() {
        if (process != null) {
            process.kill9();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.stop();
        }
    }

    private Path state() {
        return directory.resolve(name + ".json");
    }

    private List<String> argv(String command) {
        List<String> argv = new ArrayList<>(program);
        argv.add(command);
        return argv;
    }
}
