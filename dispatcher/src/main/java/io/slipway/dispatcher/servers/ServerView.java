package io.slipway.dispatcher.servers;

import io.slipway.contract.HealthCheck;
import io.slipway.dispatcher.store.RegisteredServer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A game server as it is shown. */
@Schema(name = "GameServer")
public record ServerView(
        @Schema(example = "192.168.5.194:qq_1") String id,
        @Schema(example = "大陆") String area,
        @Schema(example = "192.168.5.194") String ip,
        @Schema(example = "qq_1") String name,

        @Schema(description = "大区名称", example = "压力测试服1") String title,

        @Schema(description = "机器名") @Nullable String machine,
        @Schema(example = "gameserver_test") String process,
        @Schema(description = "进程路径") @Nullable String path,
        @Schema(description = "项目类型") @Nullable String appType,
        @Schema(example = "game") String role,
        List<String> labels,
        @Nullable HealthView health,

        @Schema(description = "Also the ETag; send it with a change", example = "7")
        long revision) {

    /** As {@link ServerBody.HealthBody}, with its default. */
    @Schema(name = "HealthCheck")
    public record HealthView(
            String kind,
            @Nullable Integer port,
            @Nullable String path,
            @Nullable String call,
            int withinSeconds) {}

    static ServerView of(RegisteredServer server) {
        HealthCheck health = server.health();
        return new ServerView(
                server.id(),
                server.area(),
                server.ip(),
                server.name(),
                server.title(),
                server.machine(),
                server.process(),
                server.path(),
                server.appType(),
                server.role(),
                server.labels(),
                health == null
                        ? null
                        : new HealthView(
                                health.kind().name().toLowerCase(Locale.ROOT),
                                health.port(),
                                health.path(),
                                health.call(),
                                health.withinSeconds()),
                server.revision());
    }
}
