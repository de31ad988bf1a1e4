package io.slipway.dispatcher.installed;

import io.slipway.contract.ServerResult;
import io.slipway.contract.TreeReport;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.Target.ServerOutcome;
import io.slipway.job.Failure;
import io.slipway.job.JobState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a drift job found. */
@Schema(name = "Drift")
public record DriftView(
        String jobId,
        JobState state,
        Totals totals,
        List<ServerView> servers,

        @Schema(description = "How many match") int total,

        @Schema(description = "Give it as `after` for the next page; null on the last", example = "10.1.1.1:qq_1")
        @Nullable
        String next) {
    private static final String SAME = "same";
    private static final String DIFFERS = "differs";
    private static final String UNKNOWN = "unknown";
    private static final String PENDING = "pending";
    private static final Set<String> STATES = Set.of(SAME, DIFFERS, UNKNOWN, PENDING);

    /** Counts of game servers. */
    @Schema(name = "DriftTotals")
    public record Totals(
            int servers,
            long same,
            long differs,

            @Schema(description = "Nobody could look") long unknown,

            @Schema(description = "Not looked at yet") long pending,

            @Schema(description = "Number of files that differ")
            long differences) {}

    /** One game server. */
    @Schema(name = "DriftServer")
    public record ServerView(
            @Schema(example = "10.1.1.1:qq_1") String id,
            @Schema(example = "10.1.1.1") String ip,
            @Schema(example = "qq_1") String name,

            @Schema(allowableValues = {SAME, DIFFERS, UNKNOWN, PENDING})
            String state,

            @Schema(description = "The tree it was compared with") @Nullable
            String tree,

            @Schema(description = "Null unless it was looked at") @Nullable
            Long differences,

            @Schema(description = "The first of them, at most 50")
            List<FileView> first,

            @Schema(description = "Why it could not be looked at, and what to do") @Nullable
            WhyView failure) {}

    /** One file. */
    @Schema(name = "DriftFile")
    public record FileView(
            String name,

            @Schema(
                    description = "other_tree: the live directory leads to the tree of that name, or is none of ours",
                    allowableValues = {"missing", "changed", "extra", "other_tree"})
            String kind) {}

    /** Why a game server could not be looked at. */
    @Schema(name = "DriftFailure")
    public record WhyView(
            @Schema(example = "worker_lost") @Nullable String code,
            String message,

            @Schema(description = "What to do next, in the language asked for") @Nullable
            String advice) {}

    static DriftView of(
            Job job, List<Target> targets, Set<String> states, @Nullable String after, int limit, Language language) {
        if (!STATES.containsAll(states)) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?state"));
        }
        List<ServerView> all = targets.stream()
                .flatMap(target -> target.servers().stream().map(server -> server(target, server.name(), language)))
                .toList();
        int from = after == null ? 0 : behind(all, after);
        List<ServerView> rest = all.subList(from, all.size()).stream()
                .filter(one -> states.isEmpty() || states.contains(one.state()))
                .toList();
        List<ServerView> page = rest.subList(0, Math.min(limit, rest.size()));
        return new DriftView(
                job.id(),
                job.state(),
                totals(all),
                page,
                (int) all.stream()
                        .filter(one -> states.isEmpty() || states.contains(one.state()))
                        .count(),
                page.size() < rest.size() ? page.get(page.size() - 1).id() : null);
    }

    private static int behind(List<ServerView> all, String after) {
        return IntStream.range(0, all.size())
                        .filter(i -> all.get(i).id().equals(after))
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?after")))
                + 1;
    }

    private static Totals totals(List<ServerView> all) {
        Map<String, Long> counts =
                all.stream().collect(Collectors.groupingBy(ServerView::state, Collectors.counting()));
        return new Totals(
                all.size(),
                counts.getOrDefault(SAME, 0L),
                counts.getOrDefault(DIFFERS, 0L),
                counts.getOrDefault(UNKNOWN, 0L),
                counts.getOrDefault(PENDING, 0L),
                all.stream()
                        .mapToLong(one -> Objects.requireNonNullElse(one.differences(), 0L))
                        .sum());
    }

    private static ServerView server(Target target, String name, Language language) {
        ServerResult result = target.results().stream()
                .filter(one -> one.server().equals(name))
                .map(ServerOutcome::result)
                .findFirst()
                .orElse(null);
        TreeReport seen = result == null ? null : result.tree();
        Long differences = seen == null ? null : seen.differences();
        String state = differences != null
                ? differences == 0 ? SAME : DIFFERS
                : target.state().terminal() ? UNKNOWN : PENDING;
        List<TreeReport.Difference> first =
                seen == null || seen.first() == null ? List.<TreeReport.Difference>of() : seen.first();
        return new ServerView(
                target.key() + ":" + name,
                target.key(),
                name,
                state,
                tree(target, name),
                differences,
                first.stream()
                        .map(one -> new FileView(one.name(), one.kind().name().toLowerCase(Locale.ROOT)))
                        .toList(),
                state.equals(UNKNOWN) ? why(target, result, language) : null);
    }

    private static @Nullable String tree(Target target, String name) {
        return target.comparison() == null
                ? null
                : target.comparison().stream()
                        .filter(one -> one.server().name().equals(name))
                        .map(one -> one.tree())
                        .findFirst()
                        .orElse(null);
    }

    private static WhyView why(Target target, @Nullable ServerResult result, Language language) {
        Failure failure = target.failure();
        String message = result != null ? result.update().data() : failure == null ? "" : failure.message();
        return failure == null
                ? new WhyView(null, message, null)
                : new WhyView(
                        failure.code().wire(),
                        message,
                        language.pick(failure.code().adviceZh(), failure.code().adviceEn()));
    }
}
