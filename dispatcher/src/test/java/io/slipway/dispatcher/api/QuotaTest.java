package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Row A26 of the abuse table: a flood of one project is refused, and nobody else notices. */
class QuotaTest extends ApiTest {
    @Test
    void jobsOverTheProjectsLimitAreRefusedAndChangeNothing() {
        String pulls = project("crowded", 100, 2);
        post(pulls, Fixtures.filePull().toString());
        ObjectNode second = Fixtures.filePull();
        post(pulls, second.toString());
        ObjectNode third = Fixtures.filePull();
        HttpResponse<String> refused = post(pulls, third.toString());

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(tree(refused).get("code").asString()).isEqualTo("too_many_open_jobs");
        assertThat(tree(refused).get("hint").asString()).contains("crowded", "2");
        assertThat(refused.headers().firstValue("Retry-After")).contains("10");
        assertThat(get("/api/v1/jobs/pull-" + third.get("uuid").asString()).statusCode())
                .isEqualTo(404);
        HttpResponse<String> again = post(pulls, second.toString());
        assertThat(again.statusCode()).as("the same request is no new job").isEqualTo(202);
        assertThat(tree(again).get("duplicate").asBoolean()).isTrue();
    }

    @Test
    void aFloodOfRequestsIsToldWhenToComeAgainAndNoOtherProjectNotices() {
        String pulls = project("flooding", 1, 100);
        assertThat(post(pulls, Fixtures.filePull().toString()).statusCode()).isEqualTo(202);
        HttpResponse<String> refused = post(pulls, Fixtures.filePull().toString());

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(tree(refused).get("code").asString()).isEqualTo("too_many_requests");
        assertThat(refused.headers().firstValue("Retry-After").map(Integer::parseInt))
                .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 60));
        assertThat(post(project("calm", 1, 100), Fixtures.filePull().toString()).statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "requests_per_minute, 0",
        "requests_per_minute, -1",
        "requests_per_minute, 100001",
        "open_jobs, 0",
        "open_jobs, 100001"
    })
    void aQuotaOutOfRangeIsRefusedByItsName(String field, int value) {
        ObjectNode project = (ObjectNode) JSON.readTree(Fixtures.project("大陆", List.of("cn")));
        project.putObject("quota").put(field, value);

        HttpResponse<String> refused = put("/api/v1/projects/quoted", project.toString());

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(tree(refused).get("code").asString()).isEqualTo("bad_value");
        assertThat(tree(refused).get("errors").get(0).get("pointer").asString()).isEqualTo("/quota/" + field);
    }

    /** @return the address of its pulls */
    private String project(String code, int requestsPerMinute, int openJobs) {
        ObjectNode project = (ObjectNode) JSON.readTree(Fixtures.project("大陆", List.of("cn")));
        project.putObject("quota").put("requests_per_minute", requestsPerMinute).put("open_jobs", openJobs);
        assertThat(put("/api/v1/projects/" + code, project.toString()).statusCode())
                .isEqualTo(200);
        String mapping = "{\"role\": \"file-pull\", \"projects\": [\"" + code + "\"]}";
        assertThat(put("/api/v1/queue-mappings/pull-" + code, mapping).statusCode())
                .isEqualTo(200);
        return "/api/v1/projects/" + code + "/areas/cn/file-pulls";
    }
}
