package io.slipway.dispatcher.store;

import io.slipway.contract.CdnDirectory;
import io.slipway.contract.ComparedServer;
import io.slipway.contract.GameServer;
import io.slipway.contract.Progress;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.ServerResult;
import io.slipway.contract.VersionRef;
import io.slipway.job.Failure;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * What a step acts on and reports for.
 *
 * @param id {@code {jobId}:{step}:{key}}
 * @param key a receiver's area code for a pull, {@code ip_port/module} for a push, the IP or the CDN directory for an apply, the IP for all
 *     that acts on or looks at a host
 * @param attempt raised each time the target is handed out anew
 * @param manager the rsync manager of a push
 * @param servers the game servers of an apply
 * @param directory the CDN directory of a client update's apply
 * @param control what is done to the processes of its game servers
 * @param release what a release does on its host
 * @param comparison what a drift job looks at on its host
 * @param basis versions a push may link to
 * @param results result per game server, empty until the attempt ends
 * @param history the ended attempts before this one
 * @param publishedAt when the current attempt's order was last confirmed by the broker
 * @param leaseUntil when the worker's silence becomes a lost lease
 * @param route where the current attempt's order goes; null until that is decided
 */
public record Target(
        @BsonId String id,
        String jobId,
        StepKind step,
        String key,
        TargetState state,
        int attempt,
        @Nullable RsyncManager manager,
        List<GameServer> servers,
        @Nullable CdnDirectory directory,
        @Nullable Control control,
        @Nullable Release release,
        @Nullable List<ComparedServer> comparison,
        @Nullable List<VersionRef> basis,
        @Nullable String worker,
        @Nullable Progress progress,
        @Nullable Failure failure,
        List<ServerOutcome> results,
        long files,
        long bytes,
        List<EndedAttempt> history,
        @Nullable Instant publishedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant leaseUntil,
        @Nullable Route route) {

    /**
     * Decided once per attempt and stored before the order is published, so that a second copy, by whomever, goes nowhere else.
     *
     * @param by the dispatcher that publishes it
     * @param at when that dispatcher took it on
     */
    public record Route(String queue, String by, Instant at) {}

    /** Result of one game server; a list, since names never become keys in the store. */
    public record ServerOutcome(String server, ServerResult result) {}

    /** How an earlier attempt ended. */
    public record EndedAttempt(
            int attempt,
            TargetState state,
            @Nullable Failure failure,
            @Nullable String worker,
            Instant endedAt) {}

    public static String idOf(String jobId, StepKind step, String key) {
        return jobId + ":" + step.name().toLowerCase(Locale.ROOT) + ":" + key;
    }

    /** The key part of a target id; job ids and steps hold no colon. */
    public static String keyOf(String targetId) {
        return targetId.substring(targetId.indexOf(':', targetId.indexOf(':') + 1) + 1);
    }

    /** The job part of a target id; job ids hold no colon. */
    public static String jobOf(String targetId) {
        int end = targetId.indexOf(':');
        return end < 0 ? targetId : targetId.substring(0, end);
    }
}
