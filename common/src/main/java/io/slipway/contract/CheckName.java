package io.slipway.contract;

import io.slipway.job.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The checks of a preflight. The wire form never changes; messages carry it as text, so that a newer worker may answer with
 * a check this side does not know.
 */
public enum CheckName {
    QUEUE_WORKER("队列与工作进程", "queue and worker"),
    WORKER_CLOCK("工作进程时钟", "clock of the worker"),
    VERSION_ROOT("版本根目录", "version root", Role.FILE_PULL),
    PROJECT_ALIAS("项目目录或软链接", "project directory or link", Role.FILE_PULL),
    VERSION_DIRECTORY("版本目录", "version directory", Role.FILE_PULL),
    BACKUP_ROOT("热更新备份目录", "backup root", Role.FILE_PULL),
    FREE_SPACE("磁盘剩余空间", "free disk space", Role.FILE_PULL, Role.OPS_MANAGER),
    SNAPSHOT_ROOT("推送源目录", "snapshot root", Role.FILE_PUSH, Role.FILE_RELAY),
    PASSWORD_FILE("rsync 密码文件", "rsync password file", Role.FILE_PUSH, Role.FILE_RELAY),
    RSYNC_PORT("rsync 端口", "rsync port", Role.FILE_PUSH, Role.FILE_RELAY),
    RSYNC_LOGIN("rsync 用户与密码", "rsync user and password", Role.FILE_PUSH, Role.FILE_RELAY),
    RSYNC_MODULE("rsync 模块", "rsync module", Role.FILE_PUSH, Role.FILE_RELAY),
    HOT_ROOT("管理机热更新目录", "hot root", Role.OPS_MANAGER),
    JOURNAL("命令日志目录", "command journal", Role.OPS_MANAGER),
    PROJECT_CONFIGURED("管理机项目配置", "project on the ops manager", Role.OPS_MANAGER),
    COOKIE_FILE("Erlang cookie 文件", "Erlang cookie file", Role.OPS_MANAGER),
    HOST_ACCESS_FILE("游戏主机访问密钥", "access file of the game hosts", Role.OPS_MANAGER),
    HOST_REACHABLE("游戏主机可达", "game host reachable", Role.OPS_MANAGER),
    HOST_FREE_SPACE("游戏主机剩余空间", "free space of the game host", Role.OPS_MANAGER),
    EPMD("epmd", "epmd", Role.OPS_MANAGER),
    ERLANG_NODE("Erlang 节点", "Erlang node", Role.OPS_MANAGER),
    NODE_CLOCK("Erlang 节点时钟", "clock of the Erlang node", Role.OPS_MANAGER),
    SUPERVISOR("supervisord", "supervisord", Role.OPS_MANAGER),
    CDN_ORIGIN("CDN 源站", "origin of the CDN", Role.OPS_MANAGER),
    CMDB_URL("CMDB 回调地址", "callback URL of the CMDB"),
    CALLBACK_SECRET("回调密钥文件", "callback secret file");

    private final Words title;
    private final Set<Role> roles;

    CheckName(String zh, String en, Role... roles) {
        this.title = new Words(zh, en);
        this.roles = roles.length == 0 ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(List.of(roles));
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Words title() {
        return title;
    }

    /** What the workers of a role look at themselves. */
    public static List<CheckName> of(Role role) {
        return Arrays.stream(values())
                .filter(check -> check.roles.contains(role))
                .toList();
    }

    /** Empty for one of a later version. */
    public static Optional<CheckName> find(String wire) {
        return Arrays.stream(values())
                .filter(check -> check.wire().equals(wire))
                .findFirst();
    }
}
