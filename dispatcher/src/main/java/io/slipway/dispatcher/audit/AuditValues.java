package io.slipway.dispatcher.audit;

import io.slipway.contract.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was changed, as small JSON: without what stayed as it was, without secrets, and never long. */
@Component
class AuditValues {
    private static final int MOST_CHARS = 16_000;
    private static final Set<String> SECRET = Set.of("password", "password_hash", "token", "secret", "hash", "csrf");
    private static final String HIDDEN = "***";

    private final JsonMapper json;

    AuditValues(JsonMapper json) {
        this.json = json.rebuild()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    /** Both sides of a change; a side is null where nothing was, or is, there. */
    record Change(@Nullable String before, @Nullable String after) {
        static final Change NONE = new Change(null, null);
    }

    Change of(@Nullable Object before, @Nullable Object after) {
        JsonNode old = before == null ? null : json.valueToTree(before);
        JsonNode now = after == null ? null : json.valueToTree(after);
        if (old instanceof ObjectNode one && now instanceof ObjectNode other) {
            forgetWhatIsTheSame(one, other);
        }
        return new Change(text(old), text(now));
    }

    private static void forgetWhatIsTheSame(ObjectNode before, ObjectNode after) {
        for (Map.Entry<String, JsonNode> field : List.copyOf(before.properties())) {
            JsonNode other = after.get(field.getKey());
            if (field.getValue().equals(other)) {
                before.remove(field.getKey());
                after.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode one && other instanceof ObjectNode two) {
                forgetWhatIsTheSame(one, two);
            } else if (field.getValue() instanceof ArrayNode one && other instanceof ArrayNode two) {
                forgetCommon(one, two);
            }
        }
    }

    /** Of a long list with one change only that is kept. */
    private static void forgetCommon(ArrayNode before, ArrayNode after) {
        List<JsonNode> old = new ArrayList<>();
        before.forEach(old::add);
        List<JsonNode> now = new ArrayList<>();
        after.forEach(now::add);
        Set<JsonNode> kept = Set.copyOf(now);
        Set<JsonNode> known = Set.copyOf(old);
        before.removeAll();
        old.stream().filter(one -> !kept.contains(one)).forEach(before::add);
        after.removeAll();
        now.stream().filter(one -> !known.contains(one)).forEach(after::add);
    }

    private @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        hide(value);
        String text = json.writeValueAsString(value);
        return text.length() <= MOST_CHARS
                ? text
                : json.writeValueAsString(Map.of(
                        "left_out_chars", text.length(), "sha256", Sha256.hex(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static void hide(JsonNode value) {
        if (value instanceof ObjectNode object) {
            boolean notice = object.has("url") && object.has("events");
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                // The address of a chat robot is what lets one speak there.
                if (SECRET.contains(field.getKey()) || (notice && field.getKey().equals("url"))) {
                    object.put(field.getKey(), HIDDEN);
                } else {
                    hide(field.getValue());
                }
            }
        } else if (value instanceof ArrayNode list) {
            list.forEach(AuditValues::hide);
        }
    }
}
