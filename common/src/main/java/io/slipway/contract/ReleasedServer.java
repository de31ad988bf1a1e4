package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One game server that gets a whole version.
 *
 * @param path its live directory (进程路径), absolute: a link of ours to the version that is in place, or a directory that may be
 *     adopted
 * @param running the state its process shall have afterwards; null: see {@link ReleaseServers#processes}
 */
public record ReleasedServer(
        GameServer server,
        String path,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean running) {}
