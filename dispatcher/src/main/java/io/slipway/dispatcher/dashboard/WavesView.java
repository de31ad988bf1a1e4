package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.Rollout;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.WavePlan;
import io.slipway.dispatcher.store.WavePlan.Wave;
import io.slipway.job.JobState;
import io.slipway.job.TargetState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A job in its waves. */
@Schema(name = "JobWaves")
record WavesView(
        String jobId,
        JobState state,

        @Schema(description = "The first wave that is not over; one more than there are where all are")
        int current,

        @Nullable PauseView pause,

        @Schema(description = "Hosts worked on together") int parallel,

        @Schema(allowableValues = {"continue", "confirm", "pause"})
        String between,

        int pauseSeconds,

        @Schema(description = "Hosts that may fail before nothing more is begun")
        int maxFailures,

        @Schema(description = "Hosts that failed or are unknown and that nobody has gone on with")
        long failures,

        List<WaveView> waves) {

    /** One wave, its hosts counted by state. */
    @Schema(name = "JobWave")
    record WaveView(
            int number,
            String name,
            int hosts,

            @Schema(description = "Wait for their turn") int held,

            @Schema(description = "Handed out and not over") int running,

            int succeeded,
            int failed,
            int unknown,
            int skipped,
            int cancelled,
            List<HostView> ips) {}

    /** One host. */
    @Schema(name = "JobWaveHost")
    record HostView(String ip, TargetState state) {}

    /** @param targets of the step that goes in waves */
    static WavesView of(Job job, Rollout rollout, Map<String, Target> targets) {
        WavePlan plan = rollout.plan();
        List<WaveView> waves =
                plan.waves().stream().map(wave -> wave(job, wave, targets)).toList();
        long failures =
                waves.stream().mapToLong(wave -> wave.failed + wave.unknown).sum();
        return new WavesView(
                job.id(),
                job.state(),
                waves.stream()
                        .filter(wave -> wave.held + wave.running > 0)
                        .mapToInt(WaveView::number)
                        .findFirst()
                        .orElse(waves.size() + 1),
                PauseView.of(rollout.pause()),
                plan.parallel(),
                plan.between().name().toLowerCase(Locale.ROOT),
                plan.pauseSeconds(),
                plan.maxFailures(),
                Math.max(0, failures - rollout.forgiven()),
                waves);
    }

    private static WaveView wave(Job job, Wave wave, Map<String, Target> targets) {
        Map<TargetState, Integer> counts = new EnumMap<>(TargetState.class);
        List<HostView> hosts = wave.hosts().stream()
                .map(ip -> targets.get(Target.idOf(job.id(), job.kind().lastStep(), ip)))
                .filter(Objects::nonNull)
                .map(target -> new HostView(target.key(), target.state()))
                .toList();
        hosts.forEach(host -> counts.merge(host.state, 1, Integer::sum));
        return new WaveView(
                wave.number(),
                wave.name(),
                wave.hosts().size(),
                of(counts, TargetState.HELD),
                of(counts, TargetState.PENDING) + of(counts, TargetState.QUEUED) + of(counts, TargetState.RUNNING),
                of(counts, TargetState.SUCCEEDED),
                of(counts, TargetState.FAILED),
                of(counts, TargetState.UNKNOWN),
                of(counts, TargetState.SKIPPED),
                of(counts, TargetState.CANCELLED),
                hosts);
    }

    private static int of(Map<TargetState, Integer> counts, TargetState state) {
        return counts.getOrDefault(state, 0);
    }
}
