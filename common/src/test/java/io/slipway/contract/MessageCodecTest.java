package io.slipway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "\"worker_hello\"",
                "{",
                "{}",
                "{\"kind\":null,\"workerId\":\"w\"}",
                "{\"kind\":7,\"workerId\":\"w\"}",
                "{\"kind\":\"WorkerHello\",\"workerId\":\"w\"}",
                "{\"kind\":\"io.slipway.contract.WorkerHello\",\"workerId\":\"w\"}",
                "{\"@class\":\"io.slipway.contract.WorkerHello\",\"workerId\":\"w\"}",
                "{\"kind\":\"command_start\",\"command\":{\"targetId\":\"t\",\"server\":\"s\",\"index\":\"x\"},"
                        + "\"attempt\":1,\"round\":1,\"grant\":\"g\"}",
                "{\"kind\":\"worker_hello\",\"workerId\":\"w\"} trailing"
            })
    void whatIsNoMessageIsABadMessage(String body) {
        assertThatThrownBy(() -> decode(body.getBytes(StandardCharsets.UTF_8))).isInstanceOf(BadMessageException.class);
    }

    @Test
    void bytesThatAreNoUtf8AreABadMessage() {
        byte[] body = "{\"kind\":\"worker_hello\",\"workerId\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> decode(body)).isInstanceOf(BadMessageException.class);
    }

    @Test
    void nestingHasALimit() {
        String deep = "[".repeat(17) + "]".repeat(17);
        String body = "{\"kind\":\"worker_hello\",\"workerId\":\"w\",\"more\":" + deep + "}";

        assertThatThrownBy(() -> decode(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadMessageException.class)
                .hasMessageContaining("depth");
    }

    @Test
    void aManifestIsReadFromTheTextItsDigestNames() {
        String json = new String(MessageCodec.encode(sample("manifest-v1")), StandardCharsets.UTF_8);

        assertThat(MessageCodec.decodeManifest(json)).isEqualTo(sample("manifest-v1"));
    }

    private static WorkerRequest decode(byte[] body) {
        return MessageCodec.decode(body, WorkerRequest.class, MessageLimits.REPORT_BYTES);
    }

    private static Object sample(String name) {
        return Sample.ALL.stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
