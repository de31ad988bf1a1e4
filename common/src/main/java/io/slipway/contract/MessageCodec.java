package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Messages as JSON: one fixed type per queue, no class names on the wire, unknown keys ignored, sizes bounded. */
public final class MessageCodec {
    private static final int MAX_DEPTH = 16;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MessageLimits.MANIFEST_BYTES * 2L)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private MessageCodec() {}

    public static byte[] encode(Object message) {
        return MAPPER.writeValueAsBytes(message);
    }

    /**
     * @param maxBytes bound of that queue
     * @throws BadMessageException where the bytes are too many, no JSON, or not of that type
     */
    public static <T> T decode(byte[] bytes, Class<T> type, int maxBytes) {
        if (bytes.length > maxBytes) {
            throw new BadMessageException(type.getSimpleName() + " of " + bytes.length + " bytes, limit " + maxBytes);
        }
        ObjectReader reader = MAPPER.readerFor(type);
        try {
            T value = reader.readValue(bytes);
            if (value == null) {
                throw new BadMessageException(type.getSimpleName() + " is null");
            }
            MissingField.refuse(value);
            return value;
        } catch (JacksonException e) {
            throw new BadMessageException(
                    type.getSimpleName() + " cannot be read: " + e.getOriginalMessage() + " " + e.getPathReference());
        }
    }

    public static Manifest decodeManifest(String json) {
        return decode(json.getBytes(StandardCharsets.UTF_8), Manifest.class, MessageLimits.MANIFEST_BYTES);
    }
}
