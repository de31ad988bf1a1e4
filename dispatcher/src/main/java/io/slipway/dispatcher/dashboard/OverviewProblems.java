package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.dashboard.OverviewView.ProblemView;
import io.slipway.dispatcher.dispatch.WorkerBoard;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.queues.QueueView;
import io.slipway.dispatcher.store.CallbackStore;
import io.slipway.dispatcher.store.CallbackStore.Dead;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What somebody should look after. */
@Component
class OverviewProblems {
    /** Every page that is open asks again and again, and it takes a look at all callbacks. */
    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

    private final WorkerBoard workers;
    private final CallbackStore callbacks;
    private final FirstSeen firstSeen;
    private Map<String, Dead> dead = Map.of();
    private long deadReadNanos = System.nanoTime() - FRESH_NANOS;

    OverviewProblems(WorkerBoard workers, CallbackStore callbacks, Clock clock) {
        this.workers = workers;
        this.callbacks = callbacks;
        this.firstSeen = new FirstSeen(clock);
    }

    /** @param queues those the caller may see */
    List<ProblemView> of(Caller caller, List<QueueView> queues, Language language) {
        List<ProblemView> found = new ArrayList<>();
        lostWorkers(found, language);
        queues(found, queues, language);
        deadCallbacks(found, caller, language);
        return found;
    }

    private void lostWorkers(List<ProblemView> found, Language language) {
        workers.workers().stream().filter(seen -> !seen.alive()).forEach(seen -> {
            String id = seen.heartbeat().workerId();
            String host = seen.heartbeat().host();
            found.add(new ProblemView(
                    "worker_lost",
                    id,
                    language.pick(
                            "主机 " + host + " 上的 " + seen.heartbeat().role().wire() + " 没有心跳,请登录该主机查看 systemctl status",
                            seen.heartbeat().role().wire() + " on " + host
                                    + " is silent; look at systemctl status on that host"),
                    seen.lastSeen(),
                    "/workers"));
        });
    }

    private void queues(List<ProblemView> found, List<QueueView> queues, Language language) {
        if (!queues.isEmpty() && queues.stream().allMatch(queue -> queue.depth() == null)) {
            found.add(new ProblemView(
                    "broker_away",
                    "RabbitMQ",
                    language.pick(
                            "消息队列没有应答;任务会继续接收,恢复后自动下发。请检查 RabbitMQ",
                            "The broker does not answer; jobs are accepted and sent once it is back. Look at RabbitMQ"),
                    firstSeen.of("broker"),
                    "/workers"));
        }
        for (QueueView queue : queues) {
            Long depth = queue.depth();
            Integer consumers = queue.consumers();
            if (depth != null && depth > 0 && consumers != null && consumers == 0) {
                found.add(new ProblemView(
                        "queue_unserved",
                        queue.name(),
                        language.pick(
                                "有 " + depth + " 个工单等待,但没有执行机消费该队列,请启动对应的执行机",
                                depth + " orders wait and no worker takes from this queue; start its workers"),
                        firstSeen.of("unserved " + queue.name()),
                        "/workers"));
            }
            if (queue.dead() > 0) {
                found.add(new ProblemView(
                        "dead_letters",
                        queue.name(),
                        language.pick(
                                "有 " + queue.dead() + " 个死信,请查看原因后重试任务或重发",
                                queue.dead() + " dead letters; see why, then retry the jobs or send them once more"),
                        firstSeen.of("dead " + queue.name()),
                        "/workers?queue=" + encoded(queue.name())));
            }
        }
    }

    private void deadCallbacks(List<ProblemView> found, Caller caller, Language language) {
        dead().forEach((project, dead) -> {
            if (caller.sees(project)) {
                found.add(new ProblemView(
                        "callbacks_dead",
                        project,
                        language.pick(
                                dead.count() + " 个回调多次发送失败且不再重试,请检查 CMDB 后重发",
                                dead.count() + " callbacks were given up; look at the CMDB, then send them once more"),
                        dead.since(),
                        "/callbacks?project=" + encoded(project) + "&state=EXHAUSTED"));
            }
        });
    }

    private synchronized Map<String, Dead> dead() {
        if (System.nanoTime() - deadReadNanos >= FRESH_NANOS) {
            dead = callbacks.dead();
            deadReadNanos = System.nanoTime();
        }
        return dead;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
