package io.slipway.dispatcher.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.dispatcher.waves.WavesBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The seed's hot update, unchanged (requirements S4-5 and S4-7). Both kinds come with {@code update_type: hot_client} there, so the
 * shape tells them apart: {@code update_server_list} is a server update, {@code data} a client update.
 */
public record HotUpdateBody(
        @Schema(
                description =
                        "hot_client for a client update; for a server update hot_server, or hot_client with the same meaning",
                example = "hot_server")
        String updateType,

        @Schema(description = "Game servers by role and IP") @Nullable
        ServerLists updateServerList,

        @Schema(description = "A client update's CDN directories") @Nullable
        List<CdnDirectoryBody> data,

        @Schema(
                description = "0 or 1; required for a client update, refused for a server update",
                allowableValues = {"0", "1"},
                example = "0")
        @Nullable
        Integer clientType,

        @Schema(description = "Taken and not used: the area names the ops manager") @Nullable
        Integer opsManager,

        @Schema(
                description = "The uuid of the pull, also the idempotency key",
                example = "350cf0ef-c12e-4bcc-d0df-369a09a4a357")
        String uuid,

        @Schema(example = "003100000") String version,
        List<UpdateFile> updateFileList,

        @Schema(
                description = "Calls of the project's catalogue, run in this order",
                example = "[\"code:load_file(player).\"]")
        @Nullable
        List<String> erlangCmdList,

        @Schema(description = "Of a server update: how it goes over the hosts; absent: all of them together")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        WavesBody waves) {

    /** Each: IP to the names of its game servers. */
    @Schema(example = """
            {"game": {"10.1.1.1": ["qq_1", "qq_2"], "10.1.1.2": ["qq_3", "qq_4"]},
             "cross": {"192.168.1.1": ["cross_1", "corss_2"]},
             "cross_center": {"172.17.26.12": ["center_1", "center_2"]}}""")
    public record ServerLists(
            @Nullable Map<String, List<String>> game,
            @Nullable Map<String, List<String>> cross,
            @JsonProperty("cross_center") @Nullable Map<String, List<String>> crossCenter) {

        /** Role to its map, in the seed's order; absent roles are left out. */
        Map<String, Map<String, List<String>>> byRole() {
            Map<String, Map<String, List<String>>> roles = new LinkedHashMap<>();
            putIfGiven(roles, "game", game);
            putIfGiven(roles, "cross", cross);
            putIfGiven(roles, "cross_center", crossCenter);
            return roles;
        }

        private static void putIfGiven(
                Map<String, Map<String, List<String>>> roles, String role, @Nullable Map<String, List<String>> hosts) {
            if (hosts != null) {
                roles.put(role, hosts);
            }
        }
    }

    /** A directory of a CDN. */
    @Schema(name = "CdnDirectoryBody")
    public record CdnDirectoryBody(
            @Schema(example = "res.ssss.chuangyunet.com") String cdnRootUrl,
            @Schema(example = "t1") String cdnDir) {}

    /** One file of the pulled version. */
    public record UpdateFile(
            @Schema(example = "a.txt") String fileName,

            @Schema(example = "abe347d3fdff45f1078102c4637852a5")
            String fileMd5) {}

    List<String> commands() {
        return Objects.requireNonNullElse(erlangCmdList, List.of());
    }
}
