package io.slipway.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.chaos.FaultPlan.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    @Test
    void sameSeedGivesTheSameFaults() {
        assertThat(first(7, FaultPlan.CORE)).isEqualTo(first(7, FaultPlan.CORE)).isNotEqualTo(first(8, FaultPlan.CORE));
    }

    @Test
    void everyFaultComesOnceBeforeAnyComesAgain() {
        assertThat(first(3, FaultPlan.WAYS).stream().map(Fault::kind))
                .containsExactlyInAnyOrderElementsOf(FaultPlan.WAYS);
    }

    @Test
    void everyKindIsInALane() {
        assertThat(Stream.of(FaultPlan.WORKERS, FaultPlan.CORE, FaultPlan.WAYS, FaultPlan.CLOCKS)
                        .flatMap(List::stream))
                .contains(FaultPlan.Kind.values());
    }

    private static List<Fault> first(long seed, List<FaultPlan.Kind> lane) {
        FaultPlan plan = new FaultPlan(seed, lane);
        return Stream.generate(plan::next).limit(lane.size()).toList();
    }
}
