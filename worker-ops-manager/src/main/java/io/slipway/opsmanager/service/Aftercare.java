package io.slipway.opsmanager.service;

import io.slipway.contract.GameServer;
import io.slipway.contract.HealthCheck;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.ServiceAction;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderEndedException;

/** What follows when a process is as wanted, or will not be: its health check, then the end of its silence. */
final class Aftercare {
    private final ServiceAction action;
    private final HealthLook health;
    private final SilenceKeeper silences;

    Aftercare(ServiceAction action, HealthLook health, SilenceKeeper silences) {
        this.action = action;
        this.health = health;
        this.silences = silences;
    }

    /** Whether it takes longer than saying so. */
    boolean isWork(GameServer server) {
        return silences.isWanted() || action != ServiceAction.STOP && server.health() != null;
    }

    ServerAfter of(GameServer server, ServerEnd end) throws InterruptedException {
        ServerAfter checked = check(server, end);
        String silence = silences.settle(server, end.kind() == ServerEnd.Kind.OK && checked.code() == null);
        return new ServerAfter(
                new Part(checked.part().data() + silence, checked.part().status()), checked.code());
    }

    /** Where there is nothing to ask. */
    ServerAfter without(ServerEnd end) {
        if (end.kind() != ServerEnd.Kind.OK) {
            return new ServerAfter(new Part("进程未就绪,未做健康检查", false), null);
        }
        String why = action == ServiceAction.STOP ? "停止操作不做健康检查" : "未配置健康检查";
        return new ServerAfter(new Part(why, true), null);
    }

    private ServerAfter check(GameServer server, ServerEnd end) throws InterruptedException {
        HealthCheck check = server.health();
        if (end.kind() != ServerEnd.Kind.OK || action == ServiceAction.STOP || check == null) {
            return without(end);
        }
        long begin = System.nanoTime();
        String name = health.name(check);
        try {
            String problem = health.problem(server, check);
            double seconds = (System.nanoTime() - begin) / 1e9;
            return problem.isEmpty()
                    ? new ServerAfter(new Part("健康检查通过: " + name + String.format(",用时 %.1f 秒", seconds), true), null)
                    : new ServerAfter(
                            new Part("健康检查未通过: " + name + " 在 " + check.withinSeconds() + " 秒内" + problem, false),
                            FailureCode.HEALTH_CHECK_FAILED);
        } catch (OrderEndedException cancelled) {
            return new ServerAfter(new Part("任务已取消,健康检查未完成: " + name, false), FailureCode.CANCELLED);
        }
    }
}
