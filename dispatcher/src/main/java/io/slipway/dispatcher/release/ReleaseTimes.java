package io.slipway.dispatcher.release;

import io.slipway.dispatcher.store.ReleaseRuns;
import io.slipway.dispatcher.store.ReleaseRuns.Run;
import io.slipway.dispatcher.store.WavePlan;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How long a release may take. Hosts that are worked on together take as long as one, so what counts is how often as many as may
 * be are begun: the time per turn is the median of the project's last runs.
 */
@Component
class ReleaseTimes {
    private final ReleaseRuns runs;

    ReleaseTimes(ReleaseRuns runs) {
        this.runs = runs;
    }

    /** @param seconds null where there was no run */
    record Expected(@Nullable Long seconds, int fromRuns) {}

    Expected expected(String project, WavePlan waves) {
        List<Run> known = runs.of(project);
        if (known.isEmpty()) {
            return new Expected(null, 0);
        }
        List<Long> perTurn = known.stream()
                .map(run -> run.millis() / Math.max(1, run.turns()))
                .sorted()
                .toList();
        long millis = perTurn.get(perTurn.size() / 2) * turns(waves);
        return new Expected(Math.max(1, (millis + 999) / 1000), known.size());
    }

    static int turns(WavePlan waves) {
        return waves.waves().stream()
                .mapToInt(wave -> (wave.hosts().size() + waves.parallel() - 1) / waves.parallel())
                .sum();
    }
}
