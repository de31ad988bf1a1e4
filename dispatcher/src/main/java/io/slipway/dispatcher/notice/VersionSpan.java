package io.slipway.dispatcher.notice;

import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.InstallationStore;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.PlanStore;
import io.slipway.dispatcher.store.ReleasePlan;
import io.slipway.job.JobKind;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** From which versions a job leads to which (requirement S0-12.3), for example {@code 004100000 → 004200000}. */
@Component
class VersionSpan {
    private final PlanStore plans;
    private final InstallationStore installations;

    VersionSpan(PlanStore plans, InstallationStore installations) {
        this.plans = plans;
        this.installations = installations;
    }

    /** Empty for a job that is about no version. */
    String of(Job job, JobInputs inputs) {
        if (job.kind() == JobKind.SERVICE || job.kind() == JobKind.DRIFT) {
            return "";
        }
        SortedSet<String> from =
                switch (job.kind()) {
                    case RELEASE -> beforeRelease(inputs);
                    case HOT_UPDATE -> below(job, inputs);
                    case FILE_PULL, CLIENT_UPDATE, SERVICE, PACKAGE, DRIFT -> new TreeSet<>();
                };
        String to = PlainText.of(job.version().version());
        if (from.isEmpty()) {
            return to;
        }
        String first = PlainText.of(from.first());
        String last = PlainText.of(from.last());
        return (first.equals(last) ? first : first + "…" + last) + " → " + to;
    }

    private SortedSet<String> beforeRelease(JobInputs inputs) {
        SortedSet<String> from = new TreeSet<>();
        Optional<ReleasePlan> plan = inputs.work() == null || inputs.work().planId() == null
                ? Optional.empty()
                : plans.find(inputs.work().planId());
        plan.map(ReleasePlan::hosts).orElse(List.of()).forEach(host -> host.servers()
                .forEach(server -> {
                    ReleasePlan.From before = server.from();
                    if (before != null) {
                        from.add(before.version());
                    }
                }));
        return from;
    }

    /** The versions that the hot files are laid over. */
    private SortedSet<String> below(Job job, JobInputs inputs) {
        List<String> ids = inputs.hosts().stream()
                .flatMap(host -> host.servers().stream()
                        .map(server -> Installation.idOf(job.project(), host.ip(), server.name())))
                .toList();
        SortedSet<String> from = new TreeSet<>();
        installations.find(ids).values().forEach(one -> {
            Installation.Base base = one.base();
            if (base != null) {
                from.add(base.version().version());
            }
        });
        return from;
    }
}
