package io.slipway.dispatcher.plan;

import io.slipway.contract.CdnDirectory;
import io.slipway.contract.ComparedServer;
import io.slipway.contract.GameServer;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobInputs.HostComparison;
import io.slipway.dispatcher.store.Release;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A target of a job that is being accepted. */
final class NewTarget {
    private final JobInputs inputs;
    private final StepKind step;
    private final String key;
    private final TargetState state;
    private @Nullable RsyncManager manager;
    private @Nullable List<VersionRef> basis;
    private List<GameServer> servers = List.of();
    private @Nullable CdnDirectory directory;
    private @Nullable Release release;
    private @Nullable List<ComparedServer> comparison;

    NewTarget(JobInputs inputs, StepKind step, String key, TargetState state) {
        this.inputs = inputs;
        this.step = step;
        this.key = key;
        this.state = state;
    }

    NewTarget to(RsyncManager destination, List<VersionRef> linked) {
        manager = destination;
        basis = linked.isEmpty() ? null : linked;
        return this;
    }

    NewTarget with(List<GameServer> those) {
        servers = those;
        return this;
    }

    NewTarget over(CdnDirectory that) {
        directory = that;
        return this;
    }

    NewTarget releasing(@Nullable Release what) {
        release = what;
        return this;
    }

    NewTarget comparing(@Nullable HostComparison what) {
        comparison = what == null ? null : what.servers();
        return this;
    }

    Target target() {
        return new Target(
                Target.idOf(inputs.id(), step, key),
                inputs.id(),
                step,
                key,
                state,
                1,
                manager,
                servers,
                directory,
                inputs.control(),
                release,
                comparison,
                basis,
                null,
                null,
                null,
                List.of(),
                0,
                0,
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }
}
