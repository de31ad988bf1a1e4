package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.slipway.peers.FreePorts;
import io.slipway.worker.shell.MeasuredRunner;
import io.slipway.worker.shell.ProcessShellRunner;
import io.slipway.worker.shell.ShellCommand;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a worker shows of itself, over the port of a real one. */
class MetricsPortTest {
    private static final String ADDRESS = "127.0.0.1";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final int port = FreePorts.one();
    private final MetricsPort metrics = new MetricsPort(ADDRESS, port, meters::scrape);

    @AfterEach
    void stop() {
        metrics.stop();
    }

    @Test
    void programsAreCountedByNameAndExit() throws Exception {
        MeasuredRunner runner = new MeasuredRunner(new ProcessShellRunner(), meters);
        runner.run(ShellCommand.of(List.of("rsync", "--version")), LIMIT, new Cancellation());
        runner.run(ShellCommand.of(List.of("rsync", "--no-such-option")), LIMIT, new Cancellation());
        runner.run(ShellCommand.of(List.of("sh", "-c", "exit 7")), LIMIT, new Cancellation(), line -> {});
        runner.run(ShellCommand.of(List.of("/no/such/program")), LIMIT, new Cancellation());
        runner.run(ShellCommand.of(List.of("sleep", "30")), Duration.ofMillis(50), new Cancellation());
        metrics.start();

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body())
                .contains(
                        "slipway_program_seconds_count{exit=\"0\",program=\"rsync\"} 1",
                        "slipway_program_seconds_count{exit=\"1\",program=\"rsync\"} 1",
                        "slipway_program_seconds_count{exit=\"7\",program=\"other\"} 1",
                        "slipway_program_seconds_count{exit=\"not_started\",program=\"other\"} 1",
                        "slipway_program_seconds_count{exit=\"timed_out\",program=\"other\"} 1");
    }

    @Test
    void nothingElseIsThere() throws Exception {
        metrics.start();

        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/x").statusCode()).isEqualTo(404);
        HttpResponse<String> posted =
                send(HttpRequest.newBuilder(uri("/metrics")).POST(HttpRequest.BodyPublishers.ofString("x")));
        assertThat(posted.statusCode()).isEqualTo(405);
    }

    @Test
    void portThatIsTakenStopsTheStartAndNamesTheSetting() {
        metrics.start();
        MetricsPort second = new MetricsPort(ADDRESS, port, meters::scrape);

        assertThatThrownBy(second::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("slipway.worker.metrics-port")
                .hasMessageContaining(ADDRESS + ":" + port);
    }

    @Test
    void withoutAPortNobodyListens() {
        MetricsPort off = new MetricsPort(ADDRESS, 0, meters::scrape);

        off.start();

        assertThat(off.isRunning()).isFalse();
    }

    private URI uri(String path) {
        return URI.create("http://" + ADDRESS + ":" + port + path);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
