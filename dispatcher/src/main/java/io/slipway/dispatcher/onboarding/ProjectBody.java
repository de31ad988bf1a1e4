package io.slipway.dispatcher.onboarding;

import io.slipway.contract.BandwidthRule;
import io.slipway.contract.RsyncManager;
import io.slipway.dispatcher.store.Project;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A project as an administrator sends it: the whole document, which replaces the one before. */
public record ProjectBody(
        @Schema(description = "The code of the path, or absent", example = "ssss") @Nullable
        String code,

        @Schema(example = "三生三世") String name,
        List<AreaBody> areas,

        @Schema(description = "The only calls a hot update may run; absent: none") @Nullable
        List<CallBody> erlangCommands,

        @Schema(description = "Longest run of one command in seconds, 1 to 600; default 60") @Nullable
        Integer commandLimitSeconds,

        @Schema(description = "Where the CMDB is told; absent: nowhere") @Nullable
        CallbackBody callback,

        @Schema(description = "How much the project may ask for; absent: as the installation says") @Nullable
        QuotaBody quota,

        @Schema(
                description =
                        "true where hot files are also what a game server loads at its next start, so that a restart"
                                + " loses none of them; absent: false")
        @Nullable
        Boolean patchesSurviveRestart,

        @Schema(
                description =
                        "Requests that begin only after somebody else has said yes: hot-updates, services, releases;"
                                + " absent: none",
                example = "[\"releases\"]")
        @Nullable
        List<String> approval,

        @Schema(description = "Where people are told; absent: nowhere") @Nullable
        List<NoticeBody> notices) {

    /** See {@link Project.Quota}. */
    public record QuotaBody(
            @Schema(description = "Job requests per minute, 1 to 100000", example = "600") @Nullable
            Integer requestsPerMinute,

            @Schema(description = "Jobs that are not over, 1 to 100000", example = "200") @Nullable
            Integer openJobs) {}

    /** See {@link Project.Area}. */
    public record AreaBody(
            @Schema(example = "大陆") String name,
            @Schema(example = "[\"cn\"]") List<String> codes,

            @Schema(
                    description = "IPv4 addresses of the game hosts; no other host is ever touched",
                    example = "[\"10.1.1.1\", \"10.1.1.2\"]")
            @Nullable
            List<String> hosts,

            @Nullable List<ManagerBody> rsyncManagers,

            @Schema(description = "CDN hosts of client updates; no other one is ever touched") @Nullable
            List<CdnRootBody> cdnRoots,

            @Schema(description = "Codes for client updates; absent: those of `codes`", example = "[\"cn_new\"]")
            @Nullable
            List<String> clientCodes,

            @Schema(
                    description =
                            "Receiver of the region: files go there once, and from there to the managers, whose pass_file"
                                    + " is then a path on it; absent: files go to each manager at once")
            @Nullable
            ManagerBody relay,

            @Schema(description = "true where the dashboard has the scope typed before anything is done; absent: false")
            @Nullable
            Boolean production) {

        List<String> hostList() {
            return Objects.requireNonNullElse(hosts, List.of());
        }

        List<ManagerBody> managerList() {
            return Objects.requireNonNullElse(rsyncManagers, List.of());
        }

        List<CdnRootBody> cdnRootList() {
            return Objects.requireNonNullElse(cdnRoots, List.of());
        }
    }

    /** See {@link Project.CdnRoot}. */
    public record CdnRootBody(
            @Schema(example = "res.ssss.chuangyunet.com") String cdnRootUrl,

            @Schema(description = "Absent or empty: any safe name", example = "[\"t1\", \"test_r1\"]") @Nullable
            List<String> dirs) {

        List<String> dirList() {
            return Objects.requireNonNullElse(dirs, List.of());
        }
    }

    /** See {@link RsyncManager}. */
    public record ManagerBody(
            @Schema(example = "123.207.124.150") String ip,
            @Schema(example = "10022") Integer port,
            @Schema(example = "cmdb_hot_server") String module,
            @Schema(example = "cmdb_user") String user,

            @Schema(description = "Path on the version receiver, mode 600", example = "/etc/ssss.password")
            String passFile,

            @Schema(description = "Limits by time of day, no two at once; none where nothing matches") @Nullable
            List<BandwidthBody> bandwidth,

            @Schema(description = "Of those times; absent: that of the version receiver", example = "Asia/Shanghai")
            @Nullable
            String zone) {

        RsyncManager toManager() {
            List<BandwidthRule> rules = bandwidth == null
                    ? null
                    : bandwidth.stream().map(BandwidthBody::toRule).toList();
            return new RsyncManager(ip, port, module, user, passFile, rules, zone);
        }
    }

    /** See {@link BandwidthRule}. */
    public record BandwidthBody(
            @Schema(description = "HH:mm; absent, with `to`: always", example = "20:00") @Nullable
            String from,

            @Schema(description = "First minute after; earlier than `from`: the next day", example = "23:30") @Nullable
            String to,

            @Schema(example = "2048") Integer kibPerSecond) {

        BandwidthRule toRule() {
            return new BandwidthRule(from, to, kibPerSecond);
        }
    }

    /** See {@link Project.AllowedCall}. */
    public record CallBody(
            @Schema(example = "code:load_file(atom)") String call,

            @Schema(description = "Whether running it twice does no harm")
            Boolean idempotent) {}

    /** See {@link Project.CallbackTarget}. */
    public record CallbackBody(
            @Schema(example = "https://cmdb.example.net/api/hot-update/")
            String url,

            @Schema(description = "Path on the dispatcher of the signing secret, mode 600; absent: unsigned") @Nullable
            String secretFile) {}

    List<CallBody> callList() {
        return Objects.requireNonNullElse(erlangCommands, List.of());
    }

    int limitSeconds() {
        return Objects.requireNonNullElse(commandLimitSeconds, 60);
    }

    /** To be called after the checks. */
    Project toProject(String projectCode) {
        return new Project(
                projectCode,
                name.strip(),
                areas.stream().map(ProjectBody::toArea).toList(),
                callList().stream()
                        .map(call -> new Project.AllowedCall(call.call().strip(), call.idempotent()))
                        .toList(),
                limitSeconds(),
                callback == null ? null : new Project.CallbackTarget(callback.url(), callback.secretFile()),
                quota == null ? null : new Project.Quota(quota.requestsPerMinute(), quota.openJobs()),
                patchesSurviveRestart,
                approval == null || approval.isEmpty() ? null : List.copyOf(approval),
                notices == null || notices.isEmpty()
                        ? null
                        : notices.stream().map(NoticeBody::toChannel).toList());
    }

    private static Project.Area toArea(AreaBody area) {
        return new Project.Area(
                area.name(),
                List.copyOf(area.codes()),
                List.copyOf(area.hostList()),
                area.managerList().stream().map(ManagerBody::toManager).toList(),
                area.cdnRootList().stream()
                        .map(root -> new Project.CdnRoot(root.cdnRootUrl(), List.copyOf(root.dirList())))
                        .toList(),
                area.clientCodes() == null ? null : List.copyOf(area.clientCodes()),
                area.relay() == null ? null : area.relay().toManager(),
                area.production());
    }
}
