package io.slipway.endtoend;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.ForkedJvm;
import io.slipway.peers.FreePorts;
import io.slipway.standalone.StandaloneApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything in one JVM, with its data on disk. */
final class StandaloneDeployment implements Deployment {
    private static final Duration START = Duration.ofSeconds(240);

    private final Path directory;
    private final Map<String, Object> workerSettings;
    private final int port = FreePorts.one();
    private int starts;
    private @Nullable ChildProcess process;

    StandaloneDeployment(Path directory, Map<String, Object> workerSettings) {
        this.directory = directory;
        this.workerSettings = workerSettings;
    }

    @Override
    public void start() throws Exception {
        Path own = Files.createDirectories(directory.resolve("start-" + ++starts));
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--slipway.standalone.data=" + directory.resolve("data"),
                "--slipway.standalone.file-pull.queues=file_pull8",
                "--slipway.standalone.file-push.queues=file_push8",
                "--slipway.standalone.ops-manager.queues=ops_manager8",
                "--slipway.callback.backoff=0s,200ms,200ms,1s,1s,1s"));
        workerSettings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        ChildProcess started = ForkedJvm.start(own, StandaloneApplication.class, arguments.toArray(new String[0]));
        process = started;
        started.awaitReady("Slipway is ready", START, () -> started.output().contains("Slipway is ready"));
    }

    @Override
    public SlipwayClient client() throws Exception {
        return new SlipwayClient(url(), Files.readString(tokenFile()).strip());
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The administrator's token. */
    Path tokenFile() {
        return directory.resolve("data/admin.token");
    }

    /** Of the account {@code admin}. */
    String password() throws IOException {
        return Files.readString(directory.resolve("data/admin.password")).strip();
    }

    @Override
    public void killDispatcher() {
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
}
