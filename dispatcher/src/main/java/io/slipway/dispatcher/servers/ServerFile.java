package io.slipway.dispatcher.servers;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Game servers as one document; as CSV it is a table of them. */
@Schema(name = "GameServers")
public record ServerFile(List<ServerBody> gameServers) {
    static final String LIST = "game_servers";
}
