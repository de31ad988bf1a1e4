package io.slipway.dispatcher.release.packages;

import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.dispatcher.plan.EndedJobListener;
import io.slipway.dispatcher.store.FileListStore;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.ManifestStore;
import io.slipway.dispatcher.store.PackageStore;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Makes a package of what a job has unpacked. Everything follows from what is stored, so that it can be done again. */
@Component
public class PackageKeeper implements EndedJobListener {
    /** Files a version may have (row A4 of the abuse table). */
    public static final int MOST_FILES = 20_000;

    private final JobStore jobs;
    private final TargetStore targets;
    private final FileListStore lists;
    private final ManifestStore manifests;
    private final PackageStore packages;

    public PackageKeeper(
            JobStore jobs, TargetStore targets, FileListStore lists, ManifestStore manifests, PackageStore packages) {
        this.jobs = jobs;
        this.targets = targets;
        this.lists = lists;
        this.manifests = manifests;
        this.packages = packages;
    }

    @Override
    public void ended(Job job) {
        if (job.kind() == JobKind.PACKAGE) {
            String appType = Objects.requireNonNull(
                    Objects.requireNonNull(jobs.inputs(job.id()).work()).appType());
            ReleasePackage begun = ReleasePackage.preparing(job, appType);
            packages.end(job.state() == JobState.SUCCEEDED ? unpacked(job, begun) : begun.failed(failure(job)));
        }
    }

    private ReleasePackage unpacked(Job job, ReleasePackage begun) {
        Target pull = targets.find(job.step(StepKind.PULL).targets()).get(0);
        if (pull.files() < 1 || pull.files() > MOST_FILES) {
            return begun.failed(
                    Failure.of(FailureCode.UNSAFE_ARCHIVE, pull.files() + " files; a version has 1 to " + MOST_FILES));
        }
        List<ManifestFile> files = listed(pull);
        if (files.size() < pull.files()) {
            return begun.failed(Failure.of(
                    FailureCode.INTERNAL_ERROR, "only " + files.size() + " of " + pull.files() + " files were listed"));
        }
        Manifest manifest = new Manifest(List.copyOf(files), List.of(), 0);
        if (MessageCodec.encode(manifest).length > MessageLimits.MANIFEST_BYTES) {
            return begun.failed(Failure.of(
                    FailureCode.UNSAFE_ARCHIVE,
                    "the list of its files has more than " + MessageLimits.MANIFEST_BYTES + " bytes"));
        }
        return begun.ready(
                manifests.put(manifest),
                files.size(),
                files.stream().mapToLong(ManifestFile::size).sum());
    }

    /** An earlier attempt may have listed more. */
    private List<ManifestFile> listed(Target pull) {
        List<ManifestFile> files = new ArrayList<>();
        lists.forEach(pull.id(), file -> {
            if (files.size() < pull.files()) {
                files.add(file);
            }
        });
        return files;
    }

    private Failure failure(Job job) {
        return targets.find(job.step(StepKind.PULL).targets()).stream()
                .map(Target::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Failure.of(FailureCode.CANCELLED, "the job ended as " + job.state()));
    }
}
