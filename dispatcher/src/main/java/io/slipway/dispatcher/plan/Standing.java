package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.dispatcher.store.WavePlan.Wave;
import io.slipway.job.TargetState;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the hosts of a job in waves stand. */
final class Standing {
    static final Set<TargetState> FAILURES = EnumSet.of(TargetState.FAILED, TargetState.UNKNOWN);

    private final Job job;
    private final Map<String, TargetStore.End> ends;
    private final List<Wave> waves;

    Standing(Job job, List<TargetStore.End> ends) {
        this.job = job;
        this.ends = ends.stream().collect(Collectors.toMap(TargetStore.End::id, end -> end));
        this.waves = Objects.requireNonNull(job.rollout()).plan().waves();
    }

    /** Number of the first wave that is not over; one more than there are where all are. */
    int current() {
        return waves.stream()
                .filter(wave -> of(wave).stream().anyMatch(end -> !end.state().terminal()))
                .mapToInt(Wave::number)
                .findFirst()
                .orElse(waves.size() + 1);
    }

    /** Number of the last wave of which a host was let go; 0 where none was. */
    int begun() {
        return waves.stream()
                .filter(wave -> of(wave).stream().anyMatch(end -> !held(end)))
                .mapToInt(Wave::number)
                .max()
                .orElse(0);
    }

    long failures() {
        return ends.values().stream()
                .filter(end -> FAILURES.contains(end.state()))
                .count();
    }

    List<TargetStore.End> failed() {
        return waves.stream()
                .flatMap(wave -> of(wave).stream())
                .filter(end -> FAILURES.contains(end.state()))
                .toList();
    }

    /** How many were let go and are not over. */
    int open() {
        return (int) ends.values().stream()
                .filter(end -> !end.state().terminal() && end.state() != TargetState.HELD)
                .count();
    }

    /** Those that wait for their wave, in the order they will begin. */
    List<TargetStore.End> held() {
        return waves.stream()
                .flatMap(wave -> of(wave).stream())
                .filter(Standing::held)
                .toList();
    }

    List<TargetStore.End> held(int wave) {
        return wave < 1 || wave > waves.size()
                ? List.of()
                : of(waves.get(wave - 1)).stream().filter(Standing::held).toList();
    }

    /** Those of a wave, in its order. */
    List<TargetStore.End> of(Wave wave) {
        return wave.hosts().stream()
                .map(ip -> ends.get(Target.idOf(job.id(), job.kind().lastStep(), ip)))
                .filter(Objects::nonNull)
                .toList();
    }

    private static boolean held(TargetStore.End end) {
        return end.state() == TargetState.HELD;
    }
}
