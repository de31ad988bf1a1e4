package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.store.DesiredVersion;
import io.slipway.dispatcher.store.DesiredVersionStore;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobInputs.Purpose;
import io.slipway.dispatcher.store.JobInputs.TreeWork;
import io.slipway.job.JobState;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which version an area should stand on: that of its newest release with a success, unless a person says another. */
@Component
class DesiredVersions {
    private final DesiredVersionStore store;
    private final Clock clock;

    DesiredVersions(DesiredVersionStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A converge brings hosts to what is desired and so has no say in it. */
    void settled(Job job, TreeWork work) {
        boolean counts = job.state() == JobState.SUCCEEDED || job.state() == JobState.PARTIAL;
        if (!counts || work.purpose() == null || work.purpose() == Purpose.CONVERGE) {
            return;
        }
        String appType = Objects.requireNonNull(work.appType(), "a release has a type");
        String manifest = Objects.requireNonNull(job.manifest(), "a release has a manifest");
        String id = DesiredVersion.idOf(job.project(), job.area(), appType);
        store.change(
                id,
                before -> before != null && before.jobSeq() >= job.seq()
                        ? null
                        : new DesiredVersion(
                                id,
                                job.project(),
                                job.area(),
                                appType,
                                job.version().version(),
                                manifest,
                                job.id(),
                                job.seq(),
                                Objects.requireNonNullElse(job.finishedAt(), clock.instant()),
                                job.createdBy(),
                                0));
    }

    /** Those of the types that a version is asked for, in their order. */
    List<DesiredVersion> of(String project, String area, List<String> appTypes) {
        List<String> ids = appTypes.stream()
                .map(type -> DesiredVersion.idOf(project, area, type))
                .toList();
        Map<String, DesiredVersion> found = ids.isEmpty() ? Map.of() : store.find(ids);
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    Optional<DesiredVersion> of(String project, String area, String appType) {
        return store.find(DesiredVersion.idOf(project, area, appType));
    }

    /** A person's word; the next release has another. */
    DesiredVersion say(String project, String area, String appType, String version, String manifest, String by) {
        String id = DesiredVersion.idOf(project, area, appType);
        return Objects.requireNonNull(store.change(
                id,
                before -> new DesiredVersion(
                        id,
                        project,
                        area,
                        appType,
                        version,
                        manifest,
                        null,
                        before == null ? 0 : before.jobSeq(),
                        clock.instant(),
                        by,
                        0)));
    }
}
