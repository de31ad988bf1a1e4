package io.slipway.dispatcher.store;

import io.slipway.contract.HealthCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One game server of a project (the seed's 游戏大区列表): a named process on an IP. What names it is its IP and its name, since
 * the seed has two 大区 that are served by one process of one host.
 *
 * @param area name of the area
 * @param ip IPv4 literal, one of the area's hosts
 * @param name opaque, unique on its IP
 * @param title what people call it (大区名称)
 * @param machine what people call its host (机器名); null where nobody said
 * @param process program of its supervisor, {@code name} or {@code group:name}
 * @param path absolute path of its files (进程路径); null where nobody said
 * @param appType what it is built from (项目类型), such as {@code GameServer}; null where nobody said
 * @param role {@code game}, {@code cross} or {@code cross_center}
 * @param labels each once, in the order given
 * @param health how to see that it serves; null where RUNNING is all that is known
 * @param revision of the project's list when this server was written last
 */
public record RegisteredServer(
        String area,
        String ip,
        String name,
        String title,
        @Nullable String machine,
        String process,
        @Nullable String path,
        @Nullable String appType,
        String role,
        List<String> labels,
        @Nullable HealthCheck health,
        long revision) {

    /** {@code ip:name}, unique in its project; neither part has a colon. */
    public String id() {
        return ip + ":" + name;
    }

    /** Its process with its group; a program without a group is one of a group of its own name. */
    public String fullProcess() {
        return process.contains(":") ? process : process + ":" + process;
    }

    public RegisteredServer at(long newRevision) {
        return new RegisteredServer(
                area, ip, name, title, machine, process, path, appType, role, labels, health, newRevision);
    }

    /** Whether both say the same, whenever it was written. */
    public boolean saysTheSame(RegisteredServer other) {
        return at(0).equals(other.at(0));
    }
}
