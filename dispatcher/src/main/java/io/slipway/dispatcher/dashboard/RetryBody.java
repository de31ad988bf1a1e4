package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.plan.RetryChoice;
import io.slipway.dispatcher.store.TargetStore.End;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of the hosts that did not succeed a retry is about; without either: all of them. With both, those that fit both. */
@Schema(name = "RetryRequest")
public record RetryBody(
        @Schema(description = "IPs, or keys of other targets of the last step", example = "[\"10.1.1.1\"]") @Nullable
        List<String> ips,

        @Schema(
                description = "Failure codes; of a target without a failure its state in lower case",
                example = "[\"unreachable\"]")
        @Nullable
        List<String> codes) {

    /** As many hosts as a job may have. */
    private static final int MOST = 2000;

    /**
     * @param repeatable hosts that a retry may be about now
     * @throws ProblemException where a host or code is not among them, or nothing is left
     */
    RetryChoice of(List<End> repeatable) {
        FieldProblems problems = new FieldProblems();
        Set<String> keys = repeatable.stream().map(End::key).collect(Collectors.toSet());
        Set<String> failures = repeatable.stream()
                .map(end -> RetryChoice.code(end.state(), end.failure()))
                .collect(Collectors.toSet());
        check(ips, keys, ProblemCode.NOT_FAILED, "/ips", problems);
        check(codes, failures, ProblemCode.NO_SUCH_FAILURE, "/codes", problems);
        problems.refuseIfAny();
        RetryChoice choice = new RetryChoice(set(ips), set(codes));
        // Where everything succeeded or is at work, it is the state of the job that does not allow it.
        problems.require(
                repeatable.isEmpty() || repeatable.stream().anyMatch(choice::covers),
                ProblemCode.NO_SUCH_FAILURE,
                "/codes");
        problems.refuseIfAny();
        return choice;
    }

    private static void check(
            @Nullable List<String> named,
            Set<String> known,
            ProblemCode otherwise,
            String field,
            FieldProblems problems) {
        if (named == null || !problems.atMost(MOST, named.size(), field)) {
            return;
        }
        problems.require(!named.isEmpty(), ProblemCode.TOO_FEW, field);
        for (int i = 0; i < named.size(); i++) {
            problems.require(known.contains(named.get(i)), otherwise, field + "/" + i);
        }
    }

    private static @Nullable Set<String> set(@Nullable List<String> named) {
        return named == null ? null : Set.copyOf(named);
    }
}
