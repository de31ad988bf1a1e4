package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.Fixtures.HOT_UPDATES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row A13: bodies that are no request at all. */
class BodyAbuseTest extends ApiTest {
    private Map<String, Long> before = Map.of();
    private long audited;

    @BeforeEach
    void count() {
        before = MemoryStore.counts();
        audited = MemoryStore.auditEntries();
    }

    @AfterEach
    void onlyTheAuditHasGrown() {
        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(MemoryStore.auditEntries()).isEqualTo(audited + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2 * 1024 * 1024 + 1, 44_000_000})
    void largeBodyIsTooLarge(int size) {
        RequestTest.assertProblem(post(HOT_UPDATES, "[" + " ".repeat(size - 2) + "]"), 413, "body_too_large", null);
    }

    @Test
    void chunkedBodyIsCountedWhileItIsRead() {
        byte[] large = new byte[3_000_000];
        HttpResponse<String> answer = send(request(HOT_UPDATES)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));

        RequestTest.assertProblem(answer, 413, "body_too_large", null);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 500, 100_000})
    void deepBodyIsTooDeep(int depth) {
        String body = "{\"uuid\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";

        RequestTest.assertProblem(post(HOT_UPDATES, body), 400, "too_deep", null);
    }

    @Test
    void duplicateKeyIsNamed() {
        String body = Fixtures.hotUpdate().toString();
        String twice = body.substring(0, body.length() - 1) + ",\"version\":\"2\"}";

        RequestTest.assertProblem(post(HOT_UPDATES, twice), 400, "duplicate_key", "/version");
    }

    @Test
    void duplicateKeyDeepInsideIsNamed() {
        String body = Fixtures.hotUpdate().toString().replace("\"10.1.1.2\"", "\"10.1.1.1\"");

        RequestTest.assertProblem(post(HOT_UPDATES, body), 400, "duplicate_key", "/update_server_list/game/10.1.1.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"uuid\":}", "nul", "{} {}", "{'uuid':'x'}", "{\"uuid\":\"x\",}", "{\"n\":01}", "// c\n{}"
            })
    void brokenJsonIsBadJson(String body) {
        RequestTest.assertProblem(post(HOT_UPDATES, body), 400, "bad_json", "");
    }

    @Test
    void emptyBodyIsBadJson() {
        RequestTest.assertProblem(post(HOT_UPDATES, ""), 400, "bad_json", "");
    }

    @Test
    void bodyThatIsNotUtf8IsBadJson() {
        byte[] latin = "{\"uuid\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        HttpResponse<String> answer = send(request(HOT_UPDATES)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(latin)));

        RequestTest.assertProblem(answer, 400, "bad_json", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"x\"", "7", "true"})
    void valueThatIsNoObjectIsRefused(String body) {
        HttpResponse<String> answer = post(HOT_UPDATES, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void compressedBodyIsRefusedUnread() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[10_000_000]);
        }
        HttpResponse<String> answer = send(request(HOT_UPDATES)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bomb.toByteArray())));

        RequestTest.assertProblem(answer, 415, "unsupported_content_encoding", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "application/x-java-serialized-object",
                "application/json;charset=utf-16",
                "nonsense"
            })
    void otherContentTypeIsRefused(String type) {
        HttpResponse<String> answer =
                send(request(HOT_UPDATES).header("Content-Type", type).POST(BodyPublishers.ofString("{}")));

        RequestTest.assertProblem(answer, 415, "unsupported_content_type", null);
    }

    @Test
    void silentBodyIsSlow() throws IOException {
        assertThat(rawPost(1000, Integer.MAX_VALUE)).startsWith("HTTP/1.1 408").contains("\"slow_body\"");
    }

    @Test
    void drippingBodyIsSlow() throws IOException {
        assertThat(rawPost(1000, 100)).startsWith("HTTP/1.1 408").contains("\"slow_body\"");
    }

    /** Sends a byte whenever nothing has come back for that long. */
    private String rawPost(int length, int pauseMillis) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + HOT_UPDATES + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                            + adminToken() + "\r\nContent-Type: application/json\r\nContent-Length: " + length
                            + "\r\n\r\n{")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(Math.min(pauseMillis, 20_000));
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            while (true) {
                try {
                    int next = in.read();
                    if (next < 0) {
                        return answer.toString(StandardCharsets.UTF_8);
                    }
                    answer.write(next);
                } catch (SocketTimeoutException quiet) {
                    out.write(' ');
                }
            }
        }
    }
}
