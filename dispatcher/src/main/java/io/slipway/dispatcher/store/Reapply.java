package io.slipway.dispatcher.store;

import io.slipway.contract.VersionRef;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * Lost hot updates that somebody asked to have put back, frozen when it was asked: the record changes as soon as the first of them
 * is back.
 *
 * @param id the caller's uuid
 * @param fingerprint SHA-256 of the canonical request; another body under the same id is refused
 * @param patches in the order they are put back, one job each
 */
public record Reapply(
        @BsonId String id, String project, String fingerprint, List<Patch> patches, Instant at, String by) {
    /**
     * @param jobId of the job that puts it back
     * @param firstJobId of the job that brought it first: its inputs are used again
     * @param manifest digest of the manifest, the same again
     * @param hosts those that lost it
     */
    public record Patch(
            String jobId, String firstJobId, VersionRef version, String manifest, List<JobInputs.Host> hosts) {}
}
