package io.slipway.dispatcher.request;

import io.slipway.contract.Sha256;
import io.slipway.job.JobKind;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Says whether two requests are the same: white space and the order of keys make no difference, all else does. */
@Component
public class Fingerprint {
    private final JsonMapper canonical;

    Fingerprint(JsonMapper json) {
        this.canonical = json.rebuild()
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    /** 64 hex digits. */
    public String of(JobKind kind, Location location, Object body) {
        String text = String.join(
                "\n", location.project().code(), location.areaCode(), kind.name(), canonical.writeValueAsString(body));
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
