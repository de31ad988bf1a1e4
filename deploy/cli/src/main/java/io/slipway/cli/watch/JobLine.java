package io.slipway.cli.watch;

import io.slipway.cli.remote.Fields;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is shown of a job.
 *
 * @param pause why it hands nothing out; null where it is not paused
 */
public record JobLine(
        String id,
        String kind,
        String project,
        String area,
        String areaCode,
        String version,
        String state,
        int round,
        List<StepLine> steps,
        String note,
        boolean inWaves,
        @Nullable WavePause pause,
        @Nullable Instant begun,
        @Nullable Instant ended) {

    private static final Set<String> FINAL = Set.of("SUCCEEDED", "PARTIAL", "FAILED", "CANCELLED");

    /** One stage; {@code targets} is their number. */
    public record StepLine(
            String kind,
            String state,
            int targets,
            @Nullable Instant begun,
            @Nullable Instant ended) {}

    public static JobLine of(JsonNode job) {
        Instant started = instant(job, "started_at");
        return new JobLine(
                Fields.text(job, "job_id"),
                Fields.text(job, "kind"),
                Fields.text(job, "project"),
                Fields.text(job, "area"),
                Fields.text(job, "area_code"),
                Fields.text(job, "version"),
                Fields.text(job, "state"),
                job.path("round").asInt(1),
                Fields.list(job, "steps").stream().map(JobLine::step).toList(),
                Fields.text(job, "note"),
                job.path("links").has("waves"),
                WavePause.of(job.path("pause")),
                started == null ? instant(job, "created_at") : started,
                instant(job, "finished_at"));
    }

    public boolean isFinal() {
        return FINAL.contains(state);
    }

    /** Whether it goes on only where a person says so. */
    boolean waitsForPerson() {
        return state.equals("PAUSED") && (pause == null || pause.waitsForPerson());
    }

    /** The step that is watched: the one that runs, else the last that began, else the first. */
    @Nullable
    StepLine focus() {
        StepLine last = null;
        for (StepLine step : steps) {
            if (step.state().equals("RUNNING")) {
                return step;
            }
            boolean begun = !step.state().equals("PENDING") && !step.state().equals("SKIPPED");
            last = last == null || begun ? step : last;
        }
        return last;
    }

    private static StepLine step(JsonNode step) {
        return new StepLine(
                Fields.text(step, "kind"),
                Fields.text(step, "state"),
                step.path("targets").asInt(0),
                instant(step, "started_at"),
                instant(step, "finished_at"));
    }

    private static @Nullable Instant instant(JsonNode node, String field) {
        String text = Fields.text(node, field);
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
