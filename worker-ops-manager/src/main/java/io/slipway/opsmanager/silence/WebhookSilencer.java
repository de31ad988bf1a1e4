package io.slipway.opsmanager.silence;

import io.slipway.opsmanager.template.PathTemplate;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A hook of the site's own: one POST opens, one closes; both carry the same {@code id}. */
final class WebhookSilencer implements Silencer {
    private final SilenceAccess access;
    private final SilenceCalls calls;
    private final Clock clock;

    WebhookSilencer(SilenceAccess access, SilenceCalls calls, Clock clock) {
        this.access = access;
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public String open(SilenceSubject subject) throws IOException, InterruptedException {
        Instant now = clock.instant();
        Map<String, Object> body = body("open", subject);
        body.put("starts_at", now.toString());
        body.put("ends_at", now.plus(access.bound()).toString());
        calls.post("", body);
        return subject.key();
    }

    @Override
    public void close(String id, SilenceSubject subject) throws IOException, InterruptedException {
        calls.post("", body("close", subject));
    }

    private Map<String, Object> body(String event, SilenceSubject subject) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event", event);
        body.put("id", subject.key());
        subject.values().forEach((name, value) -> body.put(name.equals("areaCode") ? "area_code" : name, value));
        body.put(
                "comment",
                PathTemplate.of("comment", access.comment(), SilenceAccess.PLACE)
                        .expand(subject.values()));
        return body;
    }
}
