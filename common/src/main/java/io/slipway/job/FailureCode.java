package io.slipway.job;

import static io.slipway.job.FailureType.INTERNAL;
import static io.slipway.job.FailureType.RESOURCE;
import static io.slipway.job.FailureType.TARGET_HOST;
import static io.slipway.job.FailureType.USER;

import java.util.Locale;

/** Why a target did not succeed. The wire form ({@link #wire()}) is part of the API and never changes. */
public enum FailureCode {
    /** The peer refused the credentials. */
    AUTH(TARGET_HOST, "检查密码文件、密钥或 cookie", "Check the password file, the key or the cookie"),
    /** A name, module or path on the other side does not exist or is not allowed. */
    CONFIG(USER, "检查项目与 worker 的配置", "Check the configuration of the project and of the worker"),
    /** Nothing answers at that address. */
    UNREACHABLE(TARGET_HOST, "检查主机与网络后重试", "Check the host and the network, then retry"),
    /** The peer has no free slot. */
    BUSY(RESOURCE, "稍后重试", "Retry later"),
    /** The peer answered with an error. */
    REFUSED_BY_HOST(TARGET_HOST, "查看输出", "Read the output"),
    /** No space left on the device. */
    DISK_FULL(RESOURCE, "清理磁盘后重试", "Free some space, then retry"),
    /** Cut off in the middle: it may or may not have happened. */
    OUTCOME_UNKNOWN(TARGET_HOST, "人工确认后再决定是否重试", "Look at the host first, then decide whether to retry"),
    /** The source directory of the version does not exist. */
    VERSION_NOT_FOUND(USER, "检查版本号与目录", "Check the version and its directory"),
    /** A link, pipe or device where only plain files may be. */
    UNSAFE_ENTRY(USER, "从版本目录中移除该项", "Remove that entry from the version directory"),
    /** A package that breaks a limit, cannot be read, or would write outside its directory. */
    UNSAFE_ARCHIVE(USER, "重新打包后再试", "Build the package again, then retry"),
    /** The host does not hold that version any more, and it could not be brought there. */
    TREE_MISSING(TARGET_HOST, "从版本接收机重新下发该版本", "Bring the version from the receiver again"),
    /** The live directory of a game server is no link of ours, and taking it over is not allowed. */
    NOT_ADOPTED(USER, "在计划中允许接管现有目录", "Allow the plan to adopt the live directory"),
    /** The source changed while it was read. */
    SOURCE_CHANGED(USER, "等待版本目录写完后重新拉取", "Wait until the version directory is complete, then pull again"),
    /** A digest differs from the expected one. */
    DIGEST_MISMATCH(USER, "重新拉取文件列表", "Pull the file list again"),
    /** A file of the request is not in the snapshot. */
    FILE_NOT_FOUND(USER, "重新拉取文件列表", "Pull the file list again"),
    /** A secret file is missing, a link, of another owner, or readable by others. */
    INSECURE_SECRET(USER, "chmod 600 并检查属主", "chmod 600 and check the owner"),
    /** A newer job or attempt has already changed this host. */
    STALE_FENCE(USER, "已有更新的任务修改过该主机", "A newer job has already changed this host"),
    /** At least one game server on the IP did not take the update. */
    SERVER_FAILED(TARGET_HOST, "查看各游戏服结果", "See the result of each game server"),
    /** An Erlang command answered with an error. */
    COMMAND_FAILED(TARGET_HOST, "查看命令输出", "Read the command's output"),
    /** The code that runs is not the code that was delivered. */
    LOAD_NOT_PROVEN(TARGET_HOST, "检查加载命令", "Check the load command"),
    /** The web server of a CDN serves other bytes than were delivered. */
    CDN_MISMATCH(TARGET_HOST, "检查 CDN 的目录与缓存后重试", "Check the CDN's directory and its cache, then retry"),
    /** The files are in place, but a cache could not be told to drop the old ones. */
    PURGE_FAILED(TARGET_HOST, "检查刷新接口与凭据后重试", "Check the purge address and its credentials, then retry"),
    /** A process did not come to the state it was asked for. */
    PROCESS_FAILED(TARGET_HOST, "查看进程日志", "Read the log of the process"),
    /** The process runs, but does not show that it is well. */
    HEALTH_CHECK_FAILED(TARGET_HOST, "查看进程日志与健康检查配置", "Read the log of the process and look at its health check"),
    /** The worker took too long; the work was stopped. */
    TIMED_OUT(RESOURCE, "检查主机后重试", "Look at the host, then retry"),
    /** The worker's own check refused the order. */
    REJECTED_BY_WORKER(USER, "检查 worker 配置与请求", "Check the worker's configuration and the request"),
    /** The work order could not be read and went to the dead letters. */
    DEAD_LETTER(INTERNAL, "查看 dispatcher 日志", "See the dispatcher's log"),
    /** The workers that held the target died, each time. */
    WORKER_LOST(INTERNAL, "检查 worker 后重试", "Check the workers, then retry"),
    /** An earlier step of the job did not succeed, so this target was not touched. */
    EARLIER_STEP_FAILED(INTERNAL, "查看前一步骤", "See the earlier step"),
    /** A person left out what its wave had not begun. */
    WAVE_SKIPPED(USER, "需要时可重试", "Retry when it is wanted"),
    /** A person cancelled the job. */
    CANCELLED(USER, "可重试", "Can be retried"),
    /** A fault in Slipway. */
    INTERNAL_ERROR(INTERNAL, "查看日志", "See the log");

    private final FailureType type;
    private final String adviceZh;
    private final String adviceEn;

    FailureCode(FailureType type, String adviceZh, String adviceEn) {
        this.type = type;
        this.adviceZh = adviceZh;
        this.adviceEn = adviceEn;
    }

    public FailureType type() {
        return type;
    }

    /** Lower-case form used in JSON, in MongoDB and in the UI. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What to do next, Chinese. */
    public String adviceZh() {
        return adviceZh;
    }

    /** What to do next, English. */
    public String adviceEn() {
        return adviceEn;
    }

    /** @throws IllegalArgumentException for a text that is no code */
    public static FailureCode ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
