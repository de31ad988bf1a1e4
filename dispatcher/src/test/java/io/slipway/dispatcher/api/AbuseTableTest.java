package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Rows A1, A2, A5, A6, A8, A9, A13 and A14: exact answer, one audit entry, nothing else changed. */
class AbuseTableTest extends ApiTest {
    static Stream<AbuseCases.Case> cases() {
        return AbuseCases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isRefusedAndChangesNothing(AbuseCases.Case abuse) {
        Map<String, Long> before = MemoryStore.counts();
        long audited = MemoryStore.auditEntries();

        HttpResponse<String> answer = post(Fixtures.HOT_UPDATES, abuse.body());

        RequestTest.assertProblem(answer, abuse.status(), abuse.code(), abuse.pointer());
        JsonNode errors = tree(answer).get("errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).get("code").asString()).isEqualTo(abuse.detail());
        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(MemoryStore.auditEntries()).isEqualTo(audited + 1);
        assertThat(MemoryStore.lastAuditEntry().getString("code")).isEqualTo(abuse.code());
    }
}
