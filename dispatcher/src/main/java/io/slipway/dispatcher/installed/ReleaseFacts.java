package io.slipway.dispatcher.installed;

import io.slipway.contract.ReleaseServers;
import io.slipway.contract.ReleaseServers.ProcessesAfter;
import io.slipway.contract.ServerResult;
import io.slipway.contract.TreeReport;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.Installation.Lost;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.Installation.Unsure;
import io.slipway.dispatcher.store.Installation.Why;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.Release;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.Target.ServerOutcome;
import io.slipway.job.TargetState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A host of a release ended: what is on it is what its report says, also where the release failed after the switch. */
final class ReleaseFacts {
    private final JobHead job;
    private final Target target;
    private final String appType;
    private final SharedProcesses shared;
    private final String manifest;
    private final String tree;

    /**
     * @param appType what was released
     * @param shared names that have one directory, of which only one is in a release
     */
    ReleaseFacts(JobHead job, Target target, String appType, SharedProcesses shared) {
        this.job = job;
        this.target = target;
        this.appType = appType;
        this.shared = shared;
        this.manifest = Objects.requireNonNull(job.manifest(), "a release has a manifest");
        this.tree = ReleaseServers.treeName(job.version(), manifest);
    }

    Stream<Fact> facts() {
        return target.servers().stream().flatMap(server -> {
            @Nullable
            ServerResult result = target.results().stream()
                    .filter(one -> one.server().equals(server.name()))
                    .map(ServerOutcome::result)
                    .findFirst()
                    .orElse(null);
            TreeReport report = result == null ? null : result.tree();
            if (report != null && report.tree() != null) {
                boolean started = result != null && result.erl().status();
                return each(server.name(), next -> seen(next, report, started));
            }
            return target.state() == TargetState.UNKNOWN ? each(server.name(), this::unseen) : Stream.empty();
        });
    }

    private Stream<Fact> each(String server, Consumer<NextInstallation> change) {
        return shared.with(target.key(), server).stream()
                .filter(name -> name.equals(server) || !reports(name))
                .map(name -> Fact.of(job, target, name, change));
    }

    private boolean reports(String server) {
        return target.servers().stream().anyMatch(one -> one.name().equals(server));
    }

    private void unseen(NextInstallation next) {
        next.doubt(new Unsure(job.id(), job.version(), manifest, Fact.endOf(target)));
    }

    private void seen(NextInstallation next, TreeReport report, boolean started) {
        String live = Objects.requireNonNull(report.tree());
        Base base = next.base();
        boolean same = base != null && base.tree().equals(live);
        next.hold(report.held());
        if (!same || report.switchedAt() != null) {
            put(next, report, live, same);
            next.sure(any -> true);
            return;
        }
        next.sure(one -> one.version().updateType().equals(VersionRef.RELEASE));
        if (live.equals(tree)) {
            next.refresh(kept(Objects.requireNonNull(base), report));
            Release release = target.release();
            if (started && (release == null || release.processes() != ProcessesAfter.UNTOUCHED)) {
                next.lose(lost(Why.RESTART));
            }
        }
    }

    private void put(NextInstallation next, TreeReport report, String live, boolean same) {
        Base before = next.base();
        boolean again = same && before != null && before.jobId().equals(job.id());
        Base now = live.equals(tree) ? released(report) : formerly(next.earlier(), live, report);
        if (again) {
            next.refresh(now);
        } else {
            next.stand(now);
        }
        next.change(patch -> gone(patch)); // also those a restart lost before: their files are not there any more
    }

    private Patch gone(Patch patch) {
        boolean before = patch.lost() != null && patch.lost().why() == Why.RELEASE;
        return before
                ? patch
                : new Patch(
                        patch.jobId(), patch.version(), patch.manifest(), patch.at(), lost(Why.RELEASE), patch.tree());
    }

    private Base released(TreeReport report) {
        return new Base(
                appType,
                job.version(),
                manifest,
                tree,
                job.id(),
                when(report),
                report.ranBefore(),
                Objects.requireNonNullElse(report.kept(), List.of()));
    }

    /** The host is back on a tree of before; null where none of the record is it, since then nobody knows what is in it. */
    private @Nullable Base formerly(List<Base> earlier, String live, TreeReport report) {
        Optional<Base> known =
                earlier.stream().filter(one -> one.tree().equals(live)).findFirst();
        return known.map(one -> new Base(
                        one.appType(),
                        one.version(),
                        one.manifest(),
                        one.tree(),
                        one.jobId(),
                        when(report),
                        report.ranBefore(),
                        Objects.requireNonNullElse(report.kept(), one.kept())))
                .orElse(null);
    }

    private static Base kept(Base base, TreeReport report) {
        return new Base(
                base.appType(),
                base.version(),
                base.manifest(),
                base.tree(),
                base.jobId(),
                base.at(),
                base.ranBefore(),
                Objects.requireNonNullElse(report.kept(), base.kept()));
    }

    private Instant when(TreeReport report) {
        return Objects.requireNonNullElse(report.switchedAt(), Fact.endOf(target));
    }

    private Lost lost(Why why) {
        return new Lost(why, Fact.endOf(target), job.id());
    }
}
