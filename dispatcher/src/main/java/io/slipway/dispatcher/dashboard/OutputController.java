package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A search in what the hosts of a job printed. */
@RestController
@Tag(name = "jobs")
class OutputController {
    private static final int LEAST_CHARACTERS = 2;
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_TARGETS = 200;

    private final JobLookup lookup;

    OutputController(JobLookup lookup) {
        this.lookup = lookup;
    }

    /** What was found, in the order of the job. */
    @Schema(name = "OutputSearch")
    public record Found(
            @Schema(description = "Those that have the text, the first `limit` of them")
            List<FoundTarget> targets,

            @Schema(description = "How many targets have the text")
            int matching,

            @Schema(description = "How many lines have it") int lines,

            @Schema(description = "How many targets were looked at")
            int searched) {}

    /** A target that has the text. */
    @Schema(name = "OutputOfTarget")
    public record FoundTarget(
            String targetId,
            StepKind step,
            @Schema(example = "10.1.1.1") String key,
            TargetState state,

            @Schema(description = "The first 20, the newest attempt first")
            List<Line> hits,

            @Schema(description = "How many lines of it have the text")
            int lines) {}

    /** A line that has the text. */
    @Schema(name = "OutputLine")
    public record Line(
            int attempt,

            @Schema(description = "The game server whose result it is; null for what the host printed") @Nullable
            String server,

            @Schema(
                    description = "Field of the target that it stands in",
                    allowableValues = {
                        "message",
                        "output",
                        "update_data",
                        "erl_data",
                        "service_data",
                        "release_data",
                        "health_data"
                    })
            String source,

            @Schema(description = "Number of the line in that field, from 1")
            int line,

            @Schema(description = "The line, or 300 characters of it around the text")
            String text) {

        static Line of(OutputSearch.Hit hit) {
            return new Line(hit.attempt(), hit.server(), hit.source(), hit.line(), hit.text());
        }
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/api/v1/jobs/{id}/output")
    @Operation(
            summary = "Find a text in what the hosts of a job printed",
            description =
                    "In the failures of all attempts, message and output, and in the results of the game servers, as `targets`"
                            + " shows them; upper and lower case are the same, and every character stands for itself.")
    Found find(
            @PathVariable String id,
            @Parameter(
                            description = "The text: 2 to 200 characters of one line",
                            required = true,
                            schema = @Schema(minLength = LEAST_CHARACTERS, maxLength = MOST_CHARACTERS))
                    @RequestParam(required = false)
                    @Nullable
                    String find,
            @Parameter(description = "Only this step") @RequestParam(required = false) @Nullable StepKind step,
            @Parameter(description = "1 to 200 targets", schema = @Schema(minimum = "1", maximum = "200"))
                    @RequestParam(defaultValue = "100")
                    int limit,
            Caller caller) {
        List<Target> targets = lookup.targets(lookup.find(id, caller)).stream()
                .filter(target -> step == null || target.step() == step)
                .toList();
        FieldProblems problems = new FieldProblems();
        problems.require(searchable(find), ProblemCode.BAD_PARAMETER, "?find");
        problems.require(limit >= 1 && limit <= MOST_TARGETS, ProblemCode.BAD_PARAMETER, "?limit");
        problems.refuseIfAny();
        return search(targets, OutputSearch.wanted(Objects.requireNonNull(find)), limit);
    }

    private static Found search(List<Target> targets, Pattern wanted, int limit) {
        List<FoundTarget> found = new ArrayList<>();
        int matching = 0;
        int lines = 0;
        for (Target target : targets) {
            OutputSearch.Found inTarget = OutputSearch.in(target, wanted);
            if (inTarget.count() > 0) {
                matching++;
                lines += inTarget.count();
                if (found.size() < limit) {
                    found.add(view(target, inTarget));
                }
            }
        }
        return new Found(found, matching, lines, targets.size());
    }

    private static FoundTarget view(Target target, OutputSearch.Found found) {
        return new FoundTarget(
                target.id(),
                target.step(),
                target.key(),
                target.state(),
                found.hits().stream().map(Line::of).toList(),
                found.count());
    }

    /** Lines are looked at one by one, so a text of two would never be found. */
    private static boolean searchable(@Nullable String text) {
        if (text == null) {
            return false;
        }
        int characters = text.codePointCount(0, text.length());
        return !text.isBlank()
                && characters >= LEAST_CHARACTERS
                && characters <= MOST_CHARACTERS
                && text.chars().noneMatch(Character::isISOControl);
    }
}
