package io.slipway.cli.watch;

import io.slipway.cli.language.Texts;
import io.slipway.cli.remote.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Why a job hands nothing out.
 *
 * @param until when it goes on by itself; empty: a person has to say so
 * @param by who paused it; empty where nobody asked for it
 */
public record WavePause(String reason, int wave, String until, String by) {
    private static final String RELEASE = "RELEASE";

    /** @param pause of the answer about waves; null where the job is not paused */
    public static @Nullable WavePause of(JsonNode pause) {
        return pause.isObject()
                ? new WavePause(
                        Fields.text(pause, "reason"),
                        pause.path("wave").asInt(0),
                        Fields.text(pause, "until"),
                        Fields.text(pause, "by"))
                : null;
    }

    /** Whether it goes on only where a person says so. */
    public boolean waitsForPerson() {
        return until.isEmpty();
    }

    /** One sentence. */
    public String words(Texts texts) {
        String why = texts.word("pause", reason) + (by.isEmpty() ? "" : " (" + by + ")");
        String when = until.isEmpty() ? "" : texts.of("pause.until", until.replaceFirst("\\.\\d+Z$", "Z"));
        return texts.of("pause.words", why, wave) + when;
    }

    /** The commands that end it: going on, or the way back. */
    public List<String> ways(Texts texts, String jobId, String kind) {
        return List.of(
                texts.of("pause.resume", jobId),
                texts.of(kind.equals(RELEASE) ? "pause.rollback" : "pause.cancel", jobId));
    }
}
