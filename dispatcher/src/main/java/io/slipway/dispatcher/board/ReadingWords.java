package io.slipway.dispatcher.board;

import io.slipway.contract.ReadingProblem;
import io.slipway.contract.Words;
import java.util.Map;

/** What people are told about a host or log that cannot be read, and what to do. */
public final class ReadingWords {
    /** Nothing was read for long; told by the dispatcher itself. */
    public static final String NOT_READ = "not_read";
    /** The question reached no worker that answers. */
    public static final String NO_WORKER = "no_worker";

    private static final Words OTHER =
            new Words("主机的进程状态读取失败; 查看该工作进程的日志", "The host could not be read; look into the log of the worker");

    private static final Map<String, Words> ADVICE = Map.of(
            ReadingProblem.UNREACHABLE,
            new Words(
                    "连接不上主机的 supervisord; 检查主机、防火墙、supervisord 是否运行,以及 service.supervisor.port",
                    "No connection to the host's supervisord; check the host, the firewall, whether supervisord runs, and"
                            + " service.supervisor.port"),
            ReadingProblem.NO_ANSWER,
            new Words(
                    "已连接但 supervisord 没有及时应答; 检查主机负载和 supervisord 进程",
                    "Connected, but supervisord did not answer in time; check the load of the host and its supervisord"),
            ReadingProblem.ACCESS_DENIED,
            new Words(
                    "supervisord 拒绝了用户名或密码; 检查 service.supervisor 的 user 和 password-file",
                    "supervisord refused user or password; check user and password-file of service.supervisor"),
            ReadingProblem.BAD_ANSWER,
            new Words(
                    "该端口的应答不是可识别的 supervisord; 检查端口和 supervisord 版本 (3.3.3 以上)",
                    "What answers at that port is no supervisord that is understood; check port and version (3.3.3 or newer)"),
            ReadingProblem.NOT_WATCHED,
            new Words(
                    "该主机没有 supervisor 接入方式,不读取状态; 在 slipway-ops-manager.yaml 中为项目配置 service.supervisor",
                    "The host has no supervisor adapter and is not read; set service.supervisor of the project in"
                            + " slipway-ops-manager.yaml"),
            ReadingProblem.NO_LOG,
            new Words(
                    "没有这个日志文件: 进程从未启动,或 supervisor 配置了 NONE",
                    "There is no such log: the process was never started, or supervisor is told to keep none"),
            ReadingProblem.UNKNOWN_PROCESS,
            new Words(
                    "该主机的 supervisord 没有这个进程; 检查进程名 (组内为 组:名)",
                    "The host's supervisord has no such process; check its name (group:name in a group)"),
            ReadingProblem.BUSY,
            new Words("该工作进程正在读取的日志过多; 稍后重试", "The worker reads too many logs now; try again soon"),
            NOT_READ,
            new Words(
                    "很久没有读到该主机; 检查其队列的 ops-manager 工作进程是否运行 (slipway worker list)",
                    "Not read for long; check that an ops-manager worker of its queue runs (slipway worker list)"),
            NO_WORKER,
            new Words(
                    "没有工作进程应答; 检查其队列的 ops-manager 工作进程 (slipway worker list),稍后重试",
                    "No worker answers; check the ops-manager workers of its queue (slipway worker list) and try again"));

    private ReadingWords() {}

    public static Words advice(String code) {
        return ADVICE.getOrDefault(code, OTHER);
    }
}
