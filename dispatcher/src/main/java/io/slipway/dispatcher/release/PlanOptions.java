package io.slipway.dispatcher.release;

import io.slipway.contract.ReleaseServers.KeptFrom;
import io.slipway.contract.ReleaseServers.ProcessesAfter;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.store.JobInputs.Purpose;
import io.slipway.dispatcher.store.ReleasePlan.Options;
import io.slipway.name.FileName;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those parts of a plan's body that hold for every host. */
public final class PlanOptions {
    private static final List<String> KEPT = List.of("init.properties", "jdbc.properties", "redis.properties");
    private static final int MOST_KEPT = 100;
    /** All names together, so that they leave room for the game servers in a host's order. */
    private static final int MOST_KEPT_BYTES = 4096;

    private static final int MOST_AT_ONCE = 64;

    private PlanOptions() {}

    /** What is absent has its default. @return meaningful only where no problem was added */
    public static Options check(
            Purpose purpose,
            @Nullable List<String> kept,
            @Nullable String processes,
            @Nullable Boolean adopt,
            @Nullable Integer atOnce,
            @Nullable Boolean silence,
            FieldProblems problems) {
        int together = Objects.requireNonNullElse(atOnce, 1);
        problems.require(together >= 1 && together <= MOST_AT_ONCE, ProblemCode.BAD_VALUE, "/at_once");
        return new Options(
                kept(Objects.requireNonNullElse(kept, KEPT), problems),
                purpose == Purpose.ROLLBACK ? KeptFrom.VERSION : KeptFrom.LIVE,
                processes(processes, problems),
                Boolean.TRUE.equals(adopt),
                together,
                silence);
    }

    private static List<String> kept(List<String> names, FieldProblems problems) {
        if (!problems.atMost(MOST_KEPT, names.size(), "/kept")) {
            return List.of();
        }
        Set<String> seen = new HashSet<>();
        int bytes = 0;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            problems.require(FileName.allowed(name), ProblemCode.BAD_FILE_NAME, "/kept/" + i);
            problems.require(seen.add(FileName.collisionKey(name)), ProblemCode.DUPLICATE_FILE, "/kept/" + i);
            bytes += name.getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > MOST_KEPT_BYTES) {
            problems.add(FieldProblem.of(
                    ProblemCode.TOO_MANY,
                    "/kept",
                    "文件名合计最多 " + MOST_KEPT_BYTES + " 字节",
                    "At most " + MOST_KEPT_BYTES + " bytes of names in all"));
        }
        return List.copyOf(names);
    }

    private static ProcessesAfter processes(@Nullable String wire, FieldProblems problems) {
        if (wire == null) {
            return ProcessesAfter.AS_BEFORE;
        }
        for (ProcessesAfter one : ProcessesAfter.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(wire)) {
                return one;
            }
        }
        problems.require(false, ProblemCode.BAD_VALUE, "/processes");
        return ProcessesAfter.AS_BEFORE;
    }
}
