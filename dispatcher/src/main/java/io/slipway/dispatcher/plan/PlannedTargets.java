package io.slipway.dispatcher.plan;

import io.slipway.contract.RsyncManager;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobInputs.HostComparison;
import io.slipway.dispatcher.store.JobInputs.HostRelease;
import io.slipway.dispatcher.store.JobInputs.TreeWork;
import io.slipway.dispatcher.store.Release;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.JobKind;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The targets of each step, as they follow from the frozen inputs. */
final class PlannedTargets {
    private final NewJob job;
    private final JobInputs inputs;
    private final Map<String, Release> releases;
    private final Map<String, HostComparison> comparisons;

    PlannedTargets(NewJob job) {
        this.job = job;
        this.inputs = job.inputs();
        TreeWork work = inputs.work();
        this.releases = work == null
                ? Map.of()
                : work.releases().stream().collect(Collectors.toMap(HostRelease::ip, HostRelease::release));
        this.comparisons = work == null
                ? Map.of()
                : work.comparisons().stream().collect(Collectors.toMap(HostComparison::ip, host -> host));
    }

    /** @return none for a relay where there is none */
    List<Target> of(StepKind step) {
        RsyncManager relay = inputs.relay();
        return switch (step) {
            case PULL -> List.of(target(step, receiver()).target());
            case PUSH -> pushes(step, relay == null ? inputs.managers() : List.of(relay));
            case RELAY -> relay == null ? List.of() : pushes(step, inputs.managers());
            case APPLY -> Stream.concat(hosts(step), directories(step)).toList();
            case CONTROL, RELEASE, COMPARE -> hosts(step).toList();
        };
    }

    /** What a receiver is asked for has no host; its key says what it is for. */
    private String receiver() {
        return job.kind() == JobKind.PACKAGE
                ? Objects.requireNonNull(Objects.requireNonNull(inputs.work()).appType(), "a package has a type")
                : job.version().areaCode();
    }

    private List<Target> pushes(StepKind step, List<RsyncManager> managers) {
        return managers.stream()
                .map(manager ->
                        target(step, keyOf(manager)).to(manager, basis()).target())
                .toList();
    }

    private List<io.slipway.contract.VersionRef> basis() {
        TreeWork work = inputs.work();
        return work == null ? List.of() : work.basis();
    }

    private Stream<Target> hosts(StepKind step) {
        return inputs.hosts().stream().map(host -> target(step, host.ip())
                .with(host.servers())
                .releasing(releases.get(host.ip()))
                .comparing(comparisons.get(host.ip()))
                .target());
    }

    private Stream<Target> directories(StepKind step) {
        return inputs.directoryList().stream()
                .map(directory -> target(step, directory.key()).over(directory).target());
    }

    private NewTarget target(StepKind step, String key) {
        boolean waits = inputs.waves() != null && step == job.kind().lastStep();
        return new NewTarget(inputs, step, key, waits ? TargetState.HELD : TargetState.PENDING);
    }

    private static String keyOf(RsyncManager manager) {
        return manager.ip() + "_" + manager.port() + "/" + manager.module();
    }
}
