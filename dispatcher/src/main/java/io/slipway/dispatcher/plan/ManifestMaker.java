package io.slipway.dispatcher.plan;

import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.dispatcher.store.FileListStore;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobInputs.ChosenFile;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.ManifestStore;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Joins the files the caller chose with the digests of the pull; what does not match never leaves the receiver. */
@Component
public class ManifestMaker {
    private final JobStore jobs;
    private final FileListStore fileLists;
    private final ManifestStore manifests;

    /** Either a digest or a failure. */
    record Made(@Nullable String digest, @Nullable Failure failure) {}

    public ManifestMaker(JobStore jobs, FileListStore fileLists, ManifestStore manifests) {
        this.jobs = jobs;
        this.fileLists = fileLists;
        this.manifests = manifests;
    }

    /**
     * A pull that already made the snapshot this job needs: that of the same page session, or that of the job whose files are put
     * back.
     */
    Optional<Job> earlierPull(Job job) {
        return jobs.find(NewJob.idFor(JobKind.FILE_PULL, job.version().uuid()))
                .filter(pull -> pull.state() == JobState.SUCCEEDED)
                .filter(pull -> pull.version().equals(job.version())
                        || pull.version().equals(job.version().ofAnyClient()))
                .or(() -> jobs.find(NewJob.idFor(job.kind(), job.version().uuid()))
                        .filter(first -> !first.id().equals(job.id()) && first.kind() == job.kind())
                        .filter(first -> first.version().equals(job.version()))
                        .filter(first -> first.step(StepKind.PULL).state() == StepState.SUCCEEDED));
    }

    Made make(Job job) {
        Optional<Job> other = pullOfOtherClient(job);
        if (other.isPresent()) {
            return failed(
                    FailureCode.FILE_NOT_FOUND,
                    "the files of this page session are those of client_type "
                            + other.get().version().clientType() + ", the update says "
                            + job.version().clientType() + "; pull again with a new uuid");
        }
        JobInputs inputs = jobs.inputs(job.id());
        Map<String, ManifestFile> pulled = pulled(job, inputs);
        List<ManifestFile> files = new ArrayList<>();
        for (ChosenFile chosen : inputs.files()) {
            ManifestFile file = pulled.get(chosen.name());
            if (file == null) {
                return failed(FailureCode.FILE_NOT_FOUND, chosen.name() + " is not in the pulled version");
            }
            if (!file.md5().equals(chosen.md5())) {
                return failed(
                        FailureCode.DIGEST_MISMATCH,
                        chosen.name() + ": requested MD5 " + chosen.md5() + ", pulled " + file.md5());
            }
            files.add(file);
        }
        Manifest manifest = new Manifest(List.copyOf(files), inputs.commands(), inputs.commandLimitSeconds());
        return new Made(manifests.put(manifest), null);
    }

    /** A snapshot's place follows from the page session and not from the client type, so it cannot hold both. */
    private Optional<Job> pullOfOtherClient(Job job) {
        return jobs.find(NewJob.idFor(JobKind.FILE_PULL, job.version().uuid()))
                .filter(pull -> pull.state() == JobState.SUCCEEDED)
                .filter(pull ->
                        pull.version().ofAnyClient().equals(job.version().ofAnyClient()))
                .filter(pull ->
                        pull.version().clientType() != null && !pull.version().equals(job.version()));
    }

    /** The chosen files by name, as the pull listed them. */
    private Map<String, ManifestFile> pulled(Job job, JobInputs inputs) {
        boolean pulledBefore = job.step(StepKind.PULL).state() == StepState.SKIPPED;
        Job source = pulledBefore ? earlierPull(job).orElse(job) : job;
        String pullTarget =
                Target.idOf(source.id(), StepKind.PULL, source.version().areaCode());
        Set<String> chosen = inputs.files().stream().map(ChosenFile::name).collect(Collectors.toSet());
        Map<String, ManifestFile> found = new HashMap<>();
        fileLists.forEach(pullTarget, file -> {
            if (chosen.contains(file.name())) {
                found.put(file.name(), file);
            }
        });
        return found;
    }

    private static Made failed(FailureCode code, String message) {
        return new Made(null, Failure.of(code, message));
    }
}
