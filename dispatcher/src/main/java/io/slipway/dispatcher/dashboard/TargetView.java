package io.slipway.dispatcher.dashboard;

import io.slipway.contract.CdnDirectory;
import io.slipway.contract.GameServer;
import io.slipway.contract.Progress;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.ServerResult;
import io.slipway.contract.TreeReport;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.Failure;
import io.slipway.job.FailureType;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A target with everything that is known of it. */
@Schema(name = "Target")
public record TargetView(
        String targetId,
        StepKind step,

        @Schema(description = "The IP of an apply or control, or the CDN directory", example = "10.1.1.1")
        String key,

        TargetState state,
        int attempt,
        @Nullable ManagerView manager,
        List<ServerView> servers,

        @Schema(description = "Of a client update") @Nullable
        CdnDirectory directory,

        @Nullable String worker,
        @Nullable Progress progress,
        @Nullable FailureView failure,
        long files,
        long bytes,
        @Schema(description = "How earlier attempts ended") List<AttemptView> attempts,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** Why it did not succeed, and what to do. */
    @Schema(name = "Failure")
    public record FailureView(
            @Schema(example = "digest_mismatch") String code,
            FailureType type,
            String message,

            @Schema(description = "What to do next, in the language asked for")
            String advice,

            @Schema(description = "The last 4 KiB the host printed")
            String output) {

        static @Nullable FailureView of(@Nullable Failure failure, Language language) {
            return failure == null
                    ? null
                    : new FailureView(
                            failure.code().wire(),
                            failure.code().type(),
                            failure.message(),
                            language.pick(
                                    failure.code().adviceZh(), failure.code().adviceEn()),
                            failure.output());
        }
    }

    /** One game server; the result is there once the attempt has ended. */
    @Schema(name = "GameServerResult")
    public record ServerView(
            @Schema(example = "game") String role,
            @Schema(example = "qq_1") String name,

            @Schema(description = "Of a service or release job", example = "game:qq_1") @Nullable
            String process,

            ServerResult.@Nullable Part updateData,
            ServerResult.@Nullable Part erlData,

            @Schema(description = "Of a service job: what became of the process")
            ServerResult.@Nullable Part serviceData,

            @Schema(description = "Of a release job: the files, and the switch to them")
            ServerResult.@Nullable Part releaseData,

            @Schema(
                    description =
                            "Of a service job: the health check after it; of a release job: the process and its check")
            ServerResult.@Nullable Part healthData,

            @Schema(description = "Of a release job: what was seen of the trees on its host") @Nullable
            TreeReport tree) {

        static ServerView of(GameServer server, @Nullable ServerResult result, StepKind step) {
            boolean service = step == StepKind.CONTROL;
            boolean release = step == StepKind.RELEASE;
            ServerResult.Part first = result == null ? null : result.update();
            ServerResult.Part second = result == null ? null : result.erl();
            return new ServerView(
                    server.role(),
                    server.name(),
                    service || release ? server.processName() : null,
                    service || release ? null : first,
                    service || release ? null : second,
                    service ? first : null,
                    release ? first : null,
                    service || release ? second : null,
                    result == null ? null : result.tree());
        }
    }

    /** Where a push goes; its password file is not shown. */
    @Schema(name = "PushDestination")
    public record ManagerView(String ip, int port, String module) {
        static @Nullable ManagerView of(@Nullable RsyncManager manager) {
            return manager == null ? null : new ManagerView(manager.ip(), manager.port(), manager.module());
        }
    }

    /** An attempt that ended. */
    @Schema(name = "EndedAttempt")
    public record AttemptView(
            int attempt,
            TargetState state,
            @Nullable FailureView failure,
            @Nullable String worker,
            Instant endedAt) {}

    static TargetView of(Target target, Language language) {
        return new TargetView(
                target.id(),
                target.step(),
                target.key(),
                target.state(),
                target.attempt(),
                ManagerView.of(target.manager()),
                servers(target),
                target.directory(),
                target.worker(),
                target.progress(),
                FailureView.of(target.failure(), language),
                target.files(),
                target.bytes(),
                target.history().stream()
                        .map(ended -> new AttemptView(
                                ended.attempt(),
                                ended.state(),
                                FailureView.of(ended.failure(), language),
                                ended.worker(),
                                ended.endedAt()))
                        .toList(),
                target.startedAt(),
                target.finishedAt());
    }

    private static List<ServerView> servers(Target target) {
        Map<String, ServerResult> results = target.results().stream()
                .collect(Collectors.toMap(Target.ServerOutcome::server, Target.ServerOutcome::result, (a, b) -> b));
        return target.servers().stream()
                .map(server -> ServerView.of(server, results.get(server.name()), target.step()))
                .toList();
    }
}
