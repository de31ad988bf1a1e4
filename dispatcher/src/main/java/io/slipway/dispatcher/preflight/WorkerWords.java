package io.slipway.dispatcher.preflight;

import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import io.slipway.contract.WorkerHeartbeat;
import io.slipway.job.Role;
import java.util.List;
import java.util.stream.Collectors;

/** The cells that say whether a role's work is taken by anyone. */
final class WorkerWords {
    private WorkerWords() {}

    static ProbeCell noQueue(Role role, String project, String area) {
        String where = project + "/" + area;
        return ProbeCell.noGo(
                CheckName.QUEUE_WORKER,
                where,
                new Words("没有 " + role.wire() + " 的队列映射", "No queue is mapped for " + role.wire()),
                Words.same("PUT /api/v1/queue-mappings/{queue} {\"role\": \"" + role.wire() + "\", \"projects\": [\""
                        + project + "\"]}"));
    }

    /** @param gone workers that were heard of in the last hour */
    static ProbeCell nobody(Role role, String queue, List<WorkerHeartbeat> gone) {
        String known = gone.isEmpty()
                ? "-"
                : gone.stream().map(WorkerHeartbeat::workerId).collect(Collectors.joining(", "));
        boolean relay = role == Role.FILE_RELAY;
        String unit = "slipway-" + (relay ? Role.FILE_PUSH : role).wire();
        Words mode = relay
                ? new Words(" ,且 slipway.file-push.relay 为 true", " , and slipway.file-push.relay must be true")
                : Words.same("");
        return ProbeCell.noGo(
                CheckName.QUEUE_WORKER,
                queue,
                new Words(
                        "该队列上没有存活的工作进程 (最近一小时: " + known + ")",
                        "No live worker on the queue (in the last hour: " + known + ")"),
                new Words(
                                "在对应主机上执行: systemctl start " + unit + " ;确认 " + unit
                                        + ".yaml 的 slipway.worker.queues 包含 " + queue + " ,且能连接 RabbitMQ",
                                "On its host run: systemctl start " + unit + " ; slipway.worker.queues in " + unit
                                        + ".yaml must name " + queue + ", and RabbitMQ must be reachable from there")
                        .then(mode));
    }

    static ProbeCell tooOld(String queue, List<WorkerHeartbeat> workers) {
        String list = names(workers);
        return ProbeCell.unknown(
                CheckName.QUEUE_WORKER,
                queue,
                new Words("工作进程版本过旧,不支持检查: " + list, "Too old to be asked: " + list),
                new Words("升级这些主机上的 Slipway 并重启工作进程", "Upgrade Slipway on those hosts and restart the workers"));
    }

    static ProbeCell silent(String queue, AskedWorker asked, long seconds) {
        return ProbeCell.unknown(
                CheckName.QUEUE_WORKER,
                queue,
                new Words(
                        asked.id() + " 在 " + seconds + " 秒内没有应答", asked.id() + " did not answer in " + seconds + " s"),
                new Words(
                        "查看主机 " + asked.worker().host() + " 上该工作进程的日志,必要时重启; 版本过旧时升级",
                        "Look into the log of that worker on host "
                                + asked.worker().host() + ", restart it if need be; upgrade it where it is old"));
    }

    static ProbeCell takesWork(String queue, List<AskedWorker> answered, int live) {
        String list = names(answered.stream().map(AskedWorker::worker).toList());
        return ProbeCell.go(
                CheckName.QUEUE_WORKER,
                queue,
                new Words("存活 " + live + " 个,已应答: " + list, live + " live, answered: " + list));
    }

    static ProbeCell brokerAway(String subject, String why) {
        return ProbeCell.unknown(
                CheckName.QUEUE_WORKER,
                subject,
                new Words("调度机无法使用消息队列: " + why, "The dispatcher cannot use the broker: " + why),
                new Words(
                        "启动 RabbitMQ,核对调度机的 spring.rabbitmq.host、port、username、password",
                        "Start RabbitMQ; look at spring.rabbitmq.host, port, username and password of the dispatcher"));
    }

    /** What nobody could look at. */
    static List<ProbeCell> notLookedAt(Role role) {
        return CheckName.of(role).stream()
                .map(check -> ProbeCell.unknown(
                        check,
                        "",
                        new Words("没有工作进程可以检查", "No worker could look"),
                        new Words(
                                "先处理 " + role.wire() + " 的 queue_worker",
                                "Mend queue_worker of " + role.wire() + " first")))
                .toList();
    }

    private static String names(List<WorkerHeartbeat> workers) {
        return workers.stream().map(WorkerHeartbeat::workerId).collect(Collectors.joining(", "));
    }
}
