package io.slipway.chaos;

import io.slipway.chaos.CrashCase.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cases that no lane has taken yet. */
final class CasesLeft {
    private final Map<Kind, Deque<CrashCase>> left = new EnumMap<>(Kind.class);

    CasesLeft(List<CrashCase> cases) {
        cases.forEach(one ->
                left.computeIfAbsent(one.kind(), kind -> new ArrayDeque<>()).add(one));
    }

    /** Takes the lane's next one; null where it is done. */
    synchronized @Nullable CrashCase next(Lane lane) {
        for (Kind kind : lane.kinds()) {
            Deque<CrashCase> cases = left.get(kind);
            if (cases != null && !cases.isEmpty()) {
                return cases.remove();
            }
        }
        return null;
    }
}
