package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures for Prometheus: who may read them, what they say, and that no label grows with what is released. */
class MetricsTest extends ApiTest {
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    private static final Set<String> LABELS = Set.of("part", "queue", "role", "state");

    @Test
    void theTokenOfTheFileAndTheAdministratorOfEverythingMayRead() {
        HttpResponse<String> byToken = with("/metrics", METRICS_TOKEN);
        HttpResponse<String> byAdministrator = get("/metrics");

        assertThat(byToken.statusCode()).isEqualTo(200);
        assertThat(byToken.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain;version=0.0.4"));
        assertThat(byToken.body()).contains("# TYPE slipway_up gauge");
        assertThat(byAdministrator.statusCode()).isEqualTo(200);
        assertThat(send(anonymous("/metrics").GET()).statusCode()).isEqualTo(401);
        assertThat(with("/metrics", METRICS_TOKEN + "x").statusCode()).isEqualTo(401);
        assertThat(with("/metrics", "").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/jobs",
        "GET, /metrics/",
        "GET, //metrics",
        "GET, /metrics/x",
        "GET, /api/v1/../../metrics",
        "POST, /metrics",
        "PUT, /api/v1/projects/ssss"
    })
    void theTokenOfTheFileOpensNothingElse(String method, String path) {
        HttpResponse<String> answer = send(json(
                anonymous(path).header("Authorization", "Bearer " + METRICS_TOKEN),
                method,
                method.equals("GET") ? "" : "{}"));

        assertThat(answer.statusCode()).isIn(400, 401);
        assertThat(answer.body()).doesNotContain("slipway_up");
    }

    @Test
    void theySayWhatIsOpenAndWhatIsAway() {
        post(Fixtures.FILE_PULLS, Fixtures.filePull().toString());

        await().untilAsserted(() -> assertThat(with("/metrics", METRICS_TOKEN).body())
                .contains(
                        "slipway_up{part=\"store\"} 1.0",
                        "slipway_up{part=\"broker\"} 0.0",
                        "slipway_up{part=\"election\"} 1.0",
                        "slipway_leader 1.0",
                        "slipway_leases_lost_total 0.0",
                        "slipway_orders_republished_total 0.0",
                        "slipway_report_lag_seconds_count 0",
                        "slipway_workers{role=\"ops-manager\",state=\"alive\"} 0.0",
                        "slipway_queue_oldest_seconds{queue=\"slipway.reports\"} 0.0",
                        "jvm_memory_used_bytes")
                .containsPattern("slipway_targets\\{state=\"pending\"} [1-9]")
                .containsPattern("slipway_jobs_open\\{state=\"running\"} [1-9]"));
    }

    @Test
    void noLabelHoldsAnythingThatGrows() {
        String job = tree(post(Fixtures.FILE_PULLS, Fixtures.filePull().toString()))
                .get("job_id")
                .asString();
        get("/api/v1/jobs/" + job);
        get("/api/v1/jobs/no-such-job-" + freshUuid());
        send(anonymous("/wp-login-" + job + ".php").GET());

        await().untilAsserted(() -> assertThat(with("/metrics", METRICS_TOKEN).body())
                .contains("http_server_requests_seconds_count{", "uri=\"/api/v1/jobs/{id}\""));
        String figures = with("/metrics", METRICS_TOKEN).body();
        assertThat(figures).doesNotContain(job, "no-such-job", "wp-login");
        List<String> own =
                figures.lines().filter(line -> line.startsWith("slipway_")).toList();
        assertThat(own.stream().flatMap(line -> labels(line).stream()).collect(Collectors.toSet()))
                .isSubsetOf(LABELS);
    }

    private static Set<String> labels(String line) {
        Matcher matcher = LABEL.matcher(line);
        return matcher.results().map(label -> label.group(1)).collect(Collectors.toSet());
    }

    private HttpResponse<String> with(String path, String token) {
        return send(anonymous(path).header("Authorization", "Bearer " + token).GET());
    }
}
