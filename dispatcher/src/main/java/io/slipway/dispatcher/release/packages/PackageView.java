package io.slipway.dispatcher.release.packages;

import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.job.Failure;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A package as it is shown. */
@Schema(name = "Package")
public record PackageView(
        @Schema(example = "GameServer") String appType,
        @Schema(example = "004200000") String version,
        ReleasePackage.State state,

        @Schema(description = "The job that unpacks or unpacked it")
        String jobId,

        @Schema(description = "SHA-256 of the list of its files; null until it is READY") @Nullable
        String manifest,

        @Schema(
                description = "Name of its directory on a host; null until it is READY",
                example = "004200000-0cc175b9c0f1")
        @Nullable
        String tree,

        long files,
        long bytes,
        String createdBy,
        @Schema(description = "When it was asked for") Instant at,
        @Schema(description = "Why it is FAILED") @Nullable FailureView failure) {

    /** Why there is none, and what to do. */
    @Schema(name = "PackageFailure")
    public record FailureView(
            @Schema(example = "unsafe_archive") String code, String message, String advice) {}

    /** One page, newest first. */
    @Schema(name = "PackageList")
    public record Page(
            List<PackageView> packages,

            @Schema(description = "Give it as `after` for the next page; null on the last") @Nullable
            String next) {}

    static PackageView of(ReleasePackage found, Language language) {
        return new PackageView(
                found.appType(),
                found.version().version(),
                found.state(),
                found.jobId(),
                found.manifest(),
                found.tree(),
                found.files(),
                found.bytes(),
                found.createdBy(),
                found.at(),
                failure(found.failure(), language));
    }

    private static @Nullable FailureView failure(@Nullable Failure failure, Language language) {
        return failure == null
                ? null
                : new FailureView(
                        failure.code().wire(),
                        failure.message(),
                        language.pick(failure.code().adviceZh(), failure.code().adviceEn()));
    }
}
