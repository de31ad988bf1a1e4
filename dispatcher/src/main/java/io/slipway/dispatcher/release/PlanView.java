package io.slipway.dispatcher.release;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.release.PlanStanding.Standing;
import io.slipway.dispatcher.store.ReleasePlan;
import io.slipway.dispatcher.store.ReleasePlan.Change;
import io.slipway.dispatcher.store.ReleasePlan.From;
import io.slipway.dispatcher.store.ReleasePlan.PlannedHost;
import io.slipway.dispatcher.store.ReleasePlan.PlannedServer;
import io.slipway.dispatcher.store.ReleasePlan.Remark;
import io.slipway.dispatcher.store.WavePlan;
import io.slipway.dispatcher.store.WavePlan.Wave;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plan as it is shown. */
@Schema(name = "ReleasePlan")
public record PlanView(
        String id,

        @Schema(allowableValues = {"release", "rollback", "converge"})
        String purpose,

        @Schema(example = "ssss") String project,
        @Schema(example = "大陆") String area,
        @Schema(example = "GameServer") String appType,
        @Schema(example = "004200000") String version,

        @Schema(description = "Name of the version's directory on a host", example = "004200000-0cc175b9c0f1")
        String tree,

        @Schema(description = "SHA-256 of the list of the version's files")
        String digest,

        @Schema(description = "Of a rollback: the job that is undone") @Nullable
        String rollbackOf,

        String createdBy,
        Instant createdAt,
        Instant expiresAt,

        @Schema(
                description = "Only an OPEN plan can be run",
                allowableValues = {"OPEN", "USED", "EXPIRED", "VOID"})
        String state,

        @Schema(description = "Of a VOID plan: what has changed since")
        List<RemarkView> voidBecause,

        @Schema(description = "The job it became; null until it is run") @Nullable
        String jobId,

        @Schema(description = "Number of hosts") int hosts,
        @Schema(description = "Number of game servers") int servers,
        List<WaveView> waves,

        @Schema(description = "Hosts worked on together") int parallel,
        WavePlan.Between between,
        @Schema(description = "Of PAUSE") int pauseSeconds,

        @Schema(description = "Hosts that may fail before nothing more is begun")
        int maxFailures,

        List<String> kept,

        @Schema(allowableValues = {"as_before", "running", "untouched"})
        String processes,

        boolean adopt,
        int atOnce,
        @Nullable Boolean silence,
        List<HostView> plan,

        @Schema(description = "One for each version that runs now")
        List<DifferenceView> differences,

        @Schema(
                description =
                        "To managers and hosts, where they hold what the record says; an upper bound for what rsync sends")
        long bytesToSend,

        @Schema(
                description =
                        "From past releases of the project, without waits between waves; null where there is none")
        @Nullable
        Long expectedSeconds,

        int expectedFromRuns,

        @Schema(description = "Game servers that are left out")
        List<RemarkView> refused,

        List<RemarkView> warnings) {

    /** One wave. */
    @Schema(name = "PlannedWave")
    public record WaveView(
            int number, @Schema(example = "canary") String name, List<String> hosts) {
        static WaveView of(Wave wave) {
            return new WaveView(wave.number(), wave.name(), wave.hosts());
        }
    }

    /** One host. */
    @Schema(name = "PlannedHost")
    public record HostView(@Schema(example = "10.1.1.1") String ip, List<ServerView> servers) {
        static HostView of(PlannedHost host) {
            return new HostView(
                    host.ip(),
                    host.servers().stream()
                            .map(server -> ServerView.of(host.ip(), server))
                            .toList());
        }
    }

    /** One game server. */
    @Schema(name = "PlannedServer")
    public record ServerView(
            @Schema(example = "10.1.1.1:qq_1") String id,
            @Schema(example = "qq_1") String name,
            @Schema(description = "大区名称") String title,
            @Schema(example = "game") String role,

            @Schema(description = "进程路径", example = "/data/qq_1")
            String path,

            @Schema(description = "What runs there now; null where no release has reached it") @Nullable
            String fromVersion,

            @Nullable String fromTree,

            @Schema(description = "Whether its host holds the version already")
            boolean holds,

            @Schema(description = "Whether its process shall run afterwards; null: as `processes` says") @Nullable
            Boolean wantsRunning) {
        static ServerView of(String ip, PlannedServer server) {
            From from = server.from();
            String name = server.released().server().name();
            return new ServerView(
                    ip + ":" + name,
                    name,
                    server.title(),
                    server.released().server().role(),
                    server.released().path(),
                    from == null ? null : from.version(),
                    from == null ? null : from.tree(),
                    server.holds(),
                    server.released().running());
        }
    }

    /** How the version differs from what some game servers run. */
    @Schema(name = "PlannedDifference")
    public record DifferenceView(
            @Schema(description = "null where nothing is known of what they run: then everything is new") @Nullable
            String fromVersion,

            @Schema(description = "How many game servers run that")
            int servers,

            @Schema(description = "Files that are not there") @JsonProperty("new")
            int fresh,

            @Schema(description = "Files with other bytes") int changed,

            @Schema(description = "Files that this version does not have")
            int removed,

            @Schema(description = "Files that belong to the host and stay as they are")
            int kept,

            @Schema(description = "Of the new and changed files")
            long bytes) {
        static DifferenceView of(Change change) {
            return new DifferenceView(
                    change.version(),
                    change.servers(),
                    change.fresh(),
                    change.changed(),
                    change.removed(),
                    change.kept(),
                    change.bytes());
        }
    }

    /** Something to know. */
    @Schema(name = "PlanRemark")
    public record RemarkView(
            @Schema(description = "null where it is not about one game server", example = "10.1.1.1:qq_1") @Nullable
            String server,

            @Schema(example = "no_path") String code,

            @Schema(description = "In the language asked for")
            String text) {
        static List<RemarkView> of(List<Remark> remarks, Language language) {
            return remarks.stream()
                    .map(remark ->
                            new RemarkView(remark.server(), remark.code(), language.pick(remark.zh(), remark.en())))
                    .toList();
        }
    }

    static PlanView of(ReleasePlan plan, Standing standing, Language language) {
        return new PlanView(
                plan.id(),
                plan.purpose().name().toLowerCase(Locale.ROOT),
                plan.project(),
                plan.area(),
                plan.appType(),
                plan.version().version(),
                plan.tree(),
                plan.manifest(),
                plan.rollbackOf(),
                plan.createdBy(),
                plan.createdAt(),
                plan.expiresAt(),
                standing.state().name(),
                RemarkView.of(standing.because(), language),
                plan.usedBy(),
                plan.hosts().size(),
                plan.servers(),
                plan.waves().waves().stream().map(WaveView::of).toList(),
                plan.waves().parallel(),
                plan.waves().between(),
                plan.waves().pauseSeconds(),
                plan.waves().maxFailures(),
                plan.options().kept(),
                plan.options().processes().name().toLowerCase(Locale.ROOT),
                plan.options().adopt(),
                plan.options().atOnce(),
                plan.options().silence(),
                plan.hosts().stream().map(HostView::of).toList(),
                plan.differences().stream().map(DifferenceView::of).toList(),
                plan.bytesToSend(),
                plan.expectedSeconds(),
                plan.expectedFromRuns(),
                RemarkView.of(plan.refused(), language),
                RemarkView.of(plan.warnings(), language));
    }
}
