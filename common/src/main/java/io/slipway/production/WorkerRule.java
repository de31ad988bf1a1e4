package io.slipway.production;

import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** A worker has a name of its own on the broker and needs no right to declare anything but its own queue. */
public final class WorkerRule implements ProductionRule {
    @Override
    public List<Refusal> refusals(Environment settings) {
        List<Refusal> found = new ArrayList<>();
        if (settings.getProperty("slipway.worker.user", "").isBlank()) {
            found.add(new Refusal(
                    "slipway.worker.user",
                    "is not set: nobody could tell this worker's messages from forged ones",
                    "未设置：无法区分本工作进程的消息与伪造的消息",
                    "the common name of this worker's certificate"));
        }
        if (settings.getProperty("slipway.worker.declare", Boolean.class, true)) {
            found.add(new Refusal(
                    "slipway.worker.declare",
                    "is true: it needs rights on queues of others",
                    "为 true：需要对别人队列的权限",
                    "false, and the rights that deploy/distributed/permissions.sh gives"));
        }
        return found;
    }
}
