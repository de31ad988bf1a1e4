package io.slipway.opsmanager.erlang;

import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How an overlay ended.
 *
 * @param files after SWITCHED, PARTIAL and NOT_VERIFIED every file; after DIGEST_MISMATCH and UNSAFE the offending ones; else empty
 * @param detail what the node said, possibly empty
 */
public record OverlayResult(Status status, List<FileState> files, String detail) {

    /** The ways an overlay ends; all but SWITCHED, NOT_VERIFIED, PARTIAL and OUTCOME_UNKNOWN changed nothing in the live directory. */
    public enum Status {
        /** Every live file has its digest, whether it was switched now or before. */
        SWITCHED(FailureCode.INTERNAL_ERROR, "all files are in place"),
        /** The files were switched, but a digest read afterwards differs: somebody else writes there. */
        NOT_VERIFIED(FailureCode.DIGEST_MISMATCH, "files changed again after the switch"),
        /** A rename failed after the first one; the same order again completes it. */
        PARTIAL(FailureCode.SERVER_FAILED, "only some files were switched"),
        /** A newer job or attempt was here. */
        STALE(FailureCode.STALE_FENCE, "a newer job has already changed this host"),
        /** Another overlay held the host for five seconds. */
        BUSY(FailureCode.BUSY, "another update is at work on this host"),
        /** A staged file is missing or is not what it should be. */
        DIGEST_MISMATCH(FailureCode.DIGEST_MISMATCH, "staged files differ from the file list"),
        /** A link or something else stands where a plain file or directory must be. */
        UNSAFE(FailureCode.UNSAFE_ENTRY, "a link or special file is in the way"),
        /** A step failed before the first rename. */
        FAILED(FailureCode.SERVER_FAILED, "the files could not be written"),
        /** The disk of the host is full; found before the first rename. */
        DISK_FULL(FailureCode.DISK_FULL, "no space left on the host"),
        /** The limit passed before the first rename. */
        TIMED_OUT(FailureCode.TIMED_OUT, "the limit passed before the switch"),
        /** No answer, or the connection was lost. Running the same order again is safe. */
        OUTCOME_UNKNOWN(FailureCode.OUTCOME_UNKNOWN, "no answer; the files may have been switched"),
        /** It was not sent. */
        NOT_RUN(FailureCode.UNREACHABLE, "the node could not be reached");

        private final FailureCode code;
        private final String sentence;

        Status(FailureCode code, String sentence) {
            this.code = code;
            this.sentence = sentence;
        }
    }

    /**
     * One file.
     *
     * @param state {@code switched}, {@code same} (was right before), {@code waiting} (not renamed), or for offending files what was found
     * @param md5 of the live file afterwards, or of the staged file after DIGEST_MISMATCH; empty when it cannot be read
     */
    public record FileState(String name, String state, Optional<Md5> md5) {}

    public OverlayResult {
        files = List.copyOf(files);
    }

    public boolean ok() {
        return status == Status.SWITCHED;
    }

    /** What to report, empty when all files are in place. */
    public Optional<Failure> failure() {
        if (ok()) {
            return Optional.empty();
        }
        String names =
                files.stream().map(file -> file.name() + " " + file.state()).collect(Collectors.joining(", "));
        String message = status.sentence + (names.isEmpty() ? "" : ": " + names);
        return Optional.of(new Failure(status.code, message, detail));
    }
}
