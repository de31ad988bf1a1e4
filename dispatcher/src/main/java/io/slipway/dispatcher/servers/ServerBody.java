package io.slipway.dispatcher.servers;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A game server as people and other systems send it. What is absent in an import stays as it was. */
@Schema(name = "GameServerBody")
public record ServerBody(
        @Schema(description = "Name or code of the area; absent: the one area that has the IP", example = "大陆")
        @Nullable
        String area,

        @Schema(description = "One of the area's hosts", example = "192.168.5.194")
        String ip,

        @Schema(
                description =
                        "Unique on its IP; absent in an import: that of the same process and title, or the process",
                example = "qq_1")
        @Nullable
        String name,

        @Schema(description = "大区名称; absent: the name", example = "压力测试服1") @Nullable
        String title,

        @Schema(description = "机器名", example = "msg压力测试服1") @Nullable
        String machine,

        @Schema(description = "Supervisor's `name` or `group:name`; absent: the name", example = "gameserver_test")
        @Nullable
        String process,

        @Schema(description = "进程路径", example = "/data/game1/") @Nullable
        String path,

        @Schema(description = "项目类型", example = "GameServer") @Nullable
        String appType,

        @Schema(
                description = "Absent: game",
                allowableValues = {"game", "cross", "cross_center"})
        @Nullable
        String role,

        @Schema(
                description = "test, gray, review, production, or any safe name",
                example = "[\"production\", \"gray\"]")
        @Nullable
        List<String> labels,

        @Nullable HealthBody health) {

    /** How to see that it serves. */
    @Schema(name = "HealthCheckBody")
    public record HealthBody(
            @Schema(allowableValues = {"tcp", "http", "erlang"})
            String kind,

            @Schema(description = "Of tcp and http", example = "7001") @Nullable
            Integer port,

            @Schema(description = "Of http", example = "/health") @Nullable
            String path,

            @Schema(
                    description = "Of erlang: an idempotent call of the project's catalogue",
                    example = "health:check().")
            @Nullable
            String call,

            @Schema(description = "After the start, 1 to 600; default 30", example = "30") @Nullable
            Integer withinSeconds) {}
}
