package io.slipway.opsmanager.silence;

import io.slipway.opsmanager.template.PathTemplate;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** Silences of Alertmanager, API v2. */
final class AlertmanagerSilencer implements Silencer {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final SilenceAccess access;
    private final SilenceCalls calls;
    private final Clock clock;

    AlertmanagerSilencer(SilenceAccess access, SilenceCalls calls, Clock clock) {
        this.access = access;
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public String open(SilenceSubject subject) throws IOException, InterruptedException {
        Instant now = clock.instant();
        List<Map<String, Object>> matchers = access.matchers().stream()
                .map(matcher -> Matcher.parse(matcher).expand(subject.values()))
                .toList();
        String answer = calls.post(
                "/api/v2/silences",
                Map.of(
                        "matchers", matchers,
                        "startsAt", now.toString(),
                        "endsAt", now.plus(access.bound()).toString(),
                        "createdBy", "slipway",
                        "comment",
                                PathTemplate.of("comment", access.comment(), SilenceAccess.PLACE)
                                        .expand(subject.values())));
        try {
            String id = SilenceCalls.JSON.readTree(answer).path("silenceID").asString("");
            if (ID.matcher(id).matches()) {
                return id;
            }
        } catch (JacksonException e) {
            throw new IOException("no JSON from Alertmanager", e);
        }
        throw new IOException("Alertmanager answered without a silenceID");
    }

    @Override
    public void close(String id, SilenceSubject subject) throws IOException, InterruptedException {
        calls.delete("/api/v2/silence/" + id);
    }
}
