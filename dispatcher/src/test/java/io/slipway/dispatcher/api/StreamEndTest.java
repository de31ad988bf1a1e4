package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Sha256;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Row A20: a stream that was let in ends with the session, the token or the role that let it in. */
class StreamEndTest extends ApiTest {
    private static final String VIEWER = "[{\"project\": \"ssss\", \"roles\": [\"viewer\"]}]";
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    @Test
    void aLogoutEndsTheStreamsOfItsSessionAtOnceAndNoOther() throws Exception {
        Browser one = Browser.of(this, "stream-out", VIEWER);
        Browser other = new Browser(this);
        other.login("stream-out", Browser.password("stream-out"));
        try (EventStream ending = watch(one);
                EventStream staying = watch(other)) {
            assertThat(one.call("DELETE", "/api/v1/session", "").statusCode()).isEqualTo(204);

            assertEnds(ending, AT_ONCE);
            assertStays(staying);
        }
    }

    @Test
    void aDisabledAccountLosesItsStreamsAtOnce() throws Exception {
        Browser person = Browser.of(this, "stream-off", VIEWER);
        try (EventStream stream = watch(person)) {
            change("stream-off", VIEWER, true);

            assertEnds(stream, AT_ONCE);
        }
    }

    @Test
    void aRoleThatIsLostTakesItsStreamsWithIt() throws Exception {
        Browser person = Browser.of(this, "stream-role", VIEWER);
        try (EventStream stream = watch(person)) {
            change("stream-role", "[{\"project\": \"other\", \"roles\": [\"viewer\"]}]", false);

            assertEnds(stream, AT_ONCE);
        }
    }

    @Test
    void aTokenThatIsDisabledLosesItsStreamsAtOnce() throws Exception {
        HttpResponse<String> made = post(
                "/api/v1/tokens", "{\"name\": \"stream-token\", \"projects\": [\"ssss\"], \"roles\": [\"viewer\"]}");
        String token = tree(made).get("token").asString();
        try (EventStream stream = new EventStream(anonymous(events(pull()))
                .header("Authorization", "Bearer " + token)
                .build())) {
            stream.next("snapshot");
            assertThat(post("/api/v1/tokens/stream-token/disable", "").statusCode())
                    .isLessThan(300);

            assertEnds(stream, AT_ONCE);
        }
    }

    @Test
    void anEndAtAnotherDispatcherEndsTheStreamHereWithinFiveSeconds() throws Exception {
        Browser person = Browser.of(this, "stream-elsewhere", VIEWER);
        try (EventStream stream = watch(person)) {
            String hash = Sha256.hex(String.valueOf(person.id).getBytes(StandardCharsets.UTF_8));
            long ended = MemoryStore.database()
                    .getCollection("sessions")
                    .deleteOne(new Document("_id", hash))
                    .getDeletedCount();
            assertThat(ended).isEqualTo(1);

            assertEnds(stream, ELSEWHERE);
        }
    }

    @Test
    void aRoleThatIsLostAtAnotherDispatcherEndsTheStreamHereWithinFiveSeconds() throws Exception {
        Browser person = Browser.of(this, "stream-role-elsewhere", VIEWER);
        try (EventStream stream = watch(person)) {
            MemoryStore.database()
                    .getCollection("accounts")
                    .updateOne(
                            new Document("_id", "stream-role-elsewhere"),
                            new Document("$set", new Document("grants", List.of())));

            assertEnds(stream, ELSEWHERE);
        }
    }

    /** Also nothing that happens meanwhile is told any more. */
    private static void assertEnds(EventStream stream, Duration within) throws InterruptedException {
        long from = System.nanoTime();
        EventStream.Event last = stream.next("end");
        assertThat(last.name()).isEqualTo("end");
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(within);
    }

    private void assertStays(EventStream stream) throws InterruptedException {
        assertThat(stream.goesOnFor(Duration.ofMillis(600))).isTrue();
    }

    private EventStream watch(Browser person) throws Exception {
        EventStream stream = new EventStream(anonymous(events(pull()))
                .header("Cookie", Browser.COOKIE + "=" + person.id)
                .build());
        stream.next("snapshot");
        return stream;
    }

    private static String events(String job) {
        return "/api/v1/jobs/" + job + "/events";
    }

    private String pull() {
        return tree(post(Fixtures.FILE_PULLS, Fixtures.filePull().toString()))
                .get("job_id")
                .asString();
    }

    private void change(String account, String grants, boolean disabled) {
        JsonNode known = tree(get("/api/v1/accounts"))
                .get("accounts")
                .valueStream()
                .filter(one -> one.get("name").asString().equals(account))
                .findFirst()
                .orElseThrow();
        HttpResponse<String> changed = put(
                "/api/v1/accounts/" + account,
                "{\"display_name\": \"x\", \"grants\": %s, \"disabled\": %s, \"revision\": %d}"
                        .formatted(grants, disabled, known.get("revision").asLong()));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    }
}
