package io.slipway.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Alertmanager on a loopback address, alone and without receivers. Debian: prometheus-alertmanager. */
public final class Alertmanager implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");
    private static final Duration START = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final URI url;

    private Alertmanager(ChildProcess process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Whether it is installed on this machine. */
    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** One that keeps its data in {@code directory}, on a free port of 127.0.0.1; ready when this returns. */
    public static Alertmanager start(Path directory) {
        int port = FreePorts.one();
        Path own = PrivateFiles.directory(directory.toAbsolutePath());
        Path configuration = PrivateFiles.write(
                own.resolve("alertmanager.yml"), "route:\n  receiver: none\nreceivers:\n- name: none\n");
        ChildProcess process = ChildProcess.start(
                own.resolve("alertmanager.out"),
                List.of(
                        PROGRAM.toString(),
                        "--config.file=" + configuration,
                        "--storage.path=" + own.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="));
        process.awaitReady("answering on port " + port, START, () -> Loopback.accepts("127.0.0.1", port));
        return new Alertmanager(process, URI.create("http://127.0.0.1:" + port));
    }

    /** Without {@code /api/v2}. */
    public URI url() {
        return url;
    }

    /** What {@code GET /api/v2/silences} answers: a JSON array. */
    public String silences() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(url.resolve("/api/v2/silences")).build();
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
