package io.slipway.dispatcher.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.contract.RsyncManager;
import io.slipway.job.Role;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A game or product, and all that is known of it.
 *
 * @param code short code such as {@code ssss}, also the name of its directory on the version receiver
 * @param areas its markets
 * @param erlangCommands the only calls a hot update may run; none means none
 * @param commandLimitSeconds longest run of one Erlang command, 1 to 600
 * @param callback where the CMDB is told; null where nobody is
 * @param quota how much it may ask for; null for the installation's
 * @param patchesSurviveRestart whether the files of a hot update are also what a game server loads at its next start; null: no
 * @param approval which requests begin only after somebody else has said yes, see {@link #asksApproval}; null for none
 * @param notices where people are told; null for nowhere
 */
public record Project(
        @Schema(example = "ssss") String code,
        @Schema(example = "三生三世") String name,
        List<Area> areas,
        List<AllowedCall> erlangCommands,

        @Schema(minimum = "1", maximum = "600", defaultValue = "60")
        int commandLimitSeconds,

        @Nullable CallbackTarget callback,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Quota quota,

        @Schema(description = "Whether hot files are also what a game server loads at its next start; absent: no")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Boolean patchesSurviveRestart,

        @Schema(
                description = "Requests that begin only after somebody else has said yes; absent: none",
                example = "[\"releases\"]")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<String> approval,

        @Schema(description = "Where people are told; absent: nowhere")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<NoticeChannel> notices) {

    /** A project with the installation's quota. */
    public Project(
            String code,
            String name,
            List<Area> areas,
            List<AllowedCall> erlangCommands,
            int commandLimitSeconds,
            @Nullable CallbackTarget callback) {
        this(code, name, areas, erlangCommands, commandLimitSeconds, callback, null, null, null, null);
    }

    /**
     * How much the project may ask for; what is null is the installation's.
     *
     * @param requestsPerMinute job requests, at least 1
     * @param openJobs jobs that are not over, at least 1
     */
    public record Quota(
            @Schema(example = "600") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer requestsPerMinute,

            @Schema(example = "200") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer openJobs) {}

    /**
     * A market of a project.
     *
     * @param name Chinese or not, for example {@code 大陆}
     * @param codes English codes, at least one; each belongs to one area of the project (requirement S4-11)
     * @param hosts IPv4 literals of its game hosts: what is not here is never touched
     * @param rsyncManagers where a push goes (requirement S4-12)
     * @param cdnRoots CDN hosts of its client updates: what is not here is never touched
     * @param clientCodes the codes for client updates; null where they are the same
     * @param relay receiver of the region: a push goes there once, and from there to the managers; null where it goes to each
     *     manager over the long way
     * @param production whether players are on it, so that people type its name before they touch it; null: no
     */
    public record Area(
            @Schema(example = "大陆") String name,
            @Schema(example = "[\"cn\"]") List<String> codes,

            @Schema(example = "[\"10.1.1.1\", \"10.1.1.2\"]")
            List<String> hosts,

            List<RsyncManager> rsyncManagers,
            List<CdnRoot> cdnRoots,

            @Schema(description = "Codes for client updates; absent: those of `codes`")
            @Nullable
            @JsonInclude(JsonInclude.Include.NON_NULL)
            List<String> clientCodes,

            @Schema(description = "Receiver of the region; absent: files go to each manager at once")
            @Nullable
            @JsonInclude(JsonInclude.Include.NON_NULL)
            RsyncManager relay,

            @Schema(description = "Whether the dashboard has its scope typed before anything is done; absent: no")
            @Nullable
            @JsonInclude(JsonInclude.Include.NON_NULL)
            Boolean production) {

        /** An area whose managers are near the version receiver. */
        public Area(
                String name,
                List<String> codes,
                List<String> hosts,
                List<RsyncManager> rsyncManagers,
                List<CdnRoot> cdnRoots,
                @Nullable List<String> clientCodes) {
            this(name, codes, hosts, rsyncManagers, cdnRoots, clientCodes, null, null);
        }

        /** What workers have to do for it; one without a relay needs no relay. */
        public List<Role> roles() {
            return Arrays.stream(Role.values())
                    .filter(role -> role != Role.FILE_RELAY || relay != null)
                    .toList();
        }

        /** @param client whether a client update is meant */
        public List<String> codes(boolean client) {
            return client && clientCodes != null ? clientCodes : codes;
        }
    }

    /**
     * A host of a CDN.
     *
     * @param dirs its directories; empty for any safe name
     */
    public record CdnRoot(
            @Schema(example = "res.ssss.chuangyunet.com") String cdnRootUrl,
            @Schema(example = "[\"t1\", \"test_r1\"]") List<String> dirs) {}

    /**
     * One call of the catalogue.
     *
     * @param call for example {@code code:load_file(atom)}
     * @param idempotent true where running it twice does no harm
     */
    public record AllowedCall(
            @Schema(example = "code:load_file(atom)") String call, boolean idempotent) {}

    /**
     * @param url absolute, http or https
     * @param secretFile path on the dispatcher of the signing secret, mode 600; null for unsigned calls
     */
    public record CallbackTarget(
            @Schema(example = "https://cmdb.example.net/api/hot-update/")
            String url,

            @Schema(example = "/etc/slipway/ssss.callback-secret") @Nullable
            String secretFile) {}

    /** @param request for example {@code hot-updates} */
    public boolean asksApproval(String request) {
        return approval != null && approval.contains(request);
    }

    public List<NoticeChannel> noticeList() {
        return notices == null ? List.of() : notices;
    }

    /** The same for people who only look: the address of a chat robot is what lets one speak there. */
    public Project withoutNoticeAddresses() {
        return new Project(
                code,
                name,
                areas,
                erlangCommands,
                commandLimitSeconds,
                callback,
                quota,
                patchesSurviveRestart,
                approval,
                notices == null
                        ? null
                        : notices.stream().map(NoticeChannel::withoutAddress).toList());
    }

    /** What areas are called that somebody names or gives a code of; a word for none of them stays as it is. */
    public Set<String> areaNames(Set<String> namesOrCodes) {
        return namesOrCodes.stream()
                .map(word -> areas.stream()
                        .filter(area -> area.name().equals(word) || area.codes().contains(word))
                        .map(Area::name)
                        .findFirst()
                        .orElse(word))
                .collect(Collectors.toSet());
    }

    /** The area with that name. */
    public Optional<Area> area(String areaName) {
        return areas.stream().filter(area -> area.name().equals(areaName)).findFirst();
    }
}
