package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One game server whose live directory is compared with what should be in it.
 *
 * @param path its live directory (进程路径), absolute
 * @param tree name of the tree that should be live, as {@link ReleaseServers#treeName}
 * @param manifest digest of the {@link Manifest} of what should be there: the version with its hot patches laid over it
 * @param kept relative names that are not compared
 */
public record ComparedServer(
        GameServer server,
        String path,
        String tree,
        String manifest,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> kept) {}
