package io.slipway.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.chaos.CrashCase.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each lane of tier T0 takes. */
class CasesLeftTest {
    private final CasesLeft left = new CasesLeft(CrashCase.all());

    @Test
    void eachOfThe120CasesIsTakenOnce() {
        List<CrashCase> taken = new ArrayList<>();
        for (boolean some = true; some; ) {
            some = false;
            for (Lane lane : Lane.values()) {
                CrashCase next = left.next(lane);
                if (next != null) {
                    taken.add(next);
                    some = true;
                }
            }
        }

        assertThat(taken).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void fileWorkersAreBrokenInOneLaneAndDispatchersEndedInTwo() {
        Map<Kind, Set<Lane>> lanes = new EnumMap<>(Kind.class);
        for (Lane lane : Lane.values()) {
            lane.kinds().forEach(kind -> lanes.computeIfAbsent(kind, key -> EnumSet.noneOf(Lane.class))
                    .add(lane));
        }

        assertThat(lanes.get(Kind.FILES)).containsExactly(Lane.FILES);
        assertThat(lanes.get(Kind.HALT)).containsExactly(Lane.HALTS, Lane.FREEZES);
        assertThat(lanes.get(Kind.FREEZE)).containsExactly(Lane.HALTS, Lane.FREEZES);
    }

    @Test
    void laneThatHasNoneLeftOfItsOwnStandsInForOthers() {
        for (CrashCase one = left.next(Lane.FILES); one != null && one.kind() == Kind.FILES; ) {
            one = left.next(Lane.FILES);
        }

        assertThat(left.next(Lane.FILES)).extracting(CrashCase::kind).isEqualTo(Kind.OPS);
    }
}
