package io.slipway.dispatcher.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.dispatcher.dashboard.OutputSearch.Found;
import io.slipway.dispatcher.dashboard.OutputSearch.Hit;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.Target.EndedAttempt;
import io.slipway.dispatcher.store.Target.ServerOutcome;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputSearchTest {
    @Test
    void linesAreFoundWhateverTheirCaseAndInWhicheverLanguage() {
        Target target = target(StepKind.APPLY, failure("ab\r\nPermission DENIED (13)\nÄrger: permission denied"));

        assertThat(find(target, "permission denied").hits())
                .containsExactly(
                        new Hit(2, null, "output", 2, "Permission DENIED (13)"),
                        new Hit(2, null, "output", 3, "Ärger: permission denied"));
        assertThat(find(target, "äRGER").count()).isEqualTo(1);
        assertThat(find(target, "权限不足").hits()).containsExactly(new Hit(2, null, "message", 1, "权限不足"));
    }

    @Test
    void everyCharacterStandsForItself() {
        Target target = target(StepKind.APPLY, failure("a+b (c) \\E .* [x]"));

        assertThat(find(target, "a+b (C) \\e .* [X]").count()).isEqualTo(1);
        assertThat(find(target, "a.b").count()).isZero();
        assertThat(find(target, "\\Q").count()).isZero();
    }

    @Test
    void resultsOfGameServersStandUnderTheNamesThatTargetsGiveThem() {
        assertThat(find(target(StepKind.APPLY, null), "wrong").hits())
                .containsExactly(
                        new Hit(2, "qq_1", "update_data", 1, "went wrong"),
                        new Hit(2, "qq_1", "erl_data", 1, "{error, wrong}"),
                        new Hit(1, null, "message", 1, "wrong at first"));
        assertThat(find(target(StepKind.CONTROL, null), "wrong").hits())
                .extracting(Hit::source)
                .containsExactly("service_data", "health_data", "message");
        assertThat(find(target(StepKind.RELEASE, null), "wrong").hits())
                .extracting(Hit::source)
                .containsExactly("release_data", "health_data", "message");
    }

    @Test
    void aLongLineIsCutAroundTheTextAndNeverInsideACharacter() {
        String line = "🀄".repeat(400) + "needle" + "🀄".repeat(400);

        Hit hit = find(target(StepKind.APPLY, failure(line)), "needle").hits().get(0);

        assertThat(hit.text()).contains("needle").hasSizeBetween(298, 300);
        assertThat(hit.text().codePoints()).noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }

    @Test
    void manyLinesAreCountedAndTheFirstOfThemShown() {
        Found found = find(target(StepKind.APPLY, failure("x needle\n".repeat(100))), "needle");

        assertThat(found.count()).isEqualTo(100);
        assertThat(found.hits()).hasSize(20);
    }

    private static Found find(Target target, String text) {
        return OutputSearch.in(target, OutputSearch.wanted(text));
    }

    private static Failure failure(String output) {
        return new Failure(FailureCode.UNREACHABLE, "权限不足", output);
    }

    private static Target target(StepKind step, @Nullable Failure failure) {
        Failure before = Failure.of(FailureCode.UNREACHABLE, "wrong at first");
        return new Target(
                "j:" + step + ":10.1.1.1",
                "j",
                step,
                "10.1.1.1",
                TargetState.FAILED,
                2,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                failure,
                List.of(new ServerOutcome(
                        "qq_1", new ServerResult(new Part("went wrong", false), new Part("{error, wrong}", false)))),
                0,
                0,
                List.of(new EndedAttempt(1, TargetState.FAILED, before, null, Instant.EPOCH)),
                null,
                null,
                null,
                null,
                null);
    }
}
