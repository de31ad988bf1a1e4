package io.slipway.dispatcher.preflight;

import io.slipway.contract.CheckName;
import io.slipway.contract.Probe;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import io.slipway.contract.WorkerHeartbeat;
import io.slipway.dispatcher.dispatch.ProbeConversation;
import io.slipway.dispatcher.dispatch.ProbeInquiry;
import io.slipway.dispatcher.dispatch.WorkerBoard;
import io.slipway.dispatcher.dispatch.WorkerBoard.Seen;
import io.slipway.dispatcher.onboarding.QueueMappings;
import io.slipway.job.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cells of one role: who takes its work, and what one of them sees. Game hosts are looked at from several ops managers,
 * since one may reach a host that another does not.
 */
final class RoleLook {
    private static final int OPS_MANAGERS = 3;
    private static final Duration SEND_LIMIT = Duration.ofSeconds(5);

    private final Role role;
    private final PreflightScope scope;
    private final QueueMappings mappings;
    private final WorkerBoard board;
    private final TimeLeft time;
    private final List<GridCell> cells = new ArrayList<>();

    RoleLook(Role role, PreflightScope scope, QueueMappings mappings, WorkerBoard board, TimeLeft time) {
        this.role = role;
        this.scope = scope;
        this.mappings = mappings;
        this.board = board;
        this.time = time;
    }

    List<GridCell> look(ProbeConversation conversation) throws InterruptedException {
        setup();
        Optional<String> queue = mappings.queueFor(role, scope.project(), scope.area());
        if (queue.isEmpty()) {
            add(WorkerWords.noQueue(role, scope.project(), scope.area()));
            WorkerWords.notLookedAt(role).forEach(this::add);
        } else {
            workers(queue.get(), conversation);
        }
        return cells;
    }

    List<GridCell> withoutBroker(String why) {
        setup();
        Optional<String> queue = mappings.queueFor(role, scope.project(), scope.area());
        add(queue.map(name -> WorkerWords.brokerAway(name, why))
                .orElseGet(() -> WorkerWords.noQueue(role, scope.project(), scope.area())));
        WorkerWords.notLookedAt(role).forEach(this::add);
        return cells;
    }

    private void workers(String queue, ProbeConversation conversation) throws InterruptedException {
        List<Seen> known = board.workers().stream()
                .filter(seen -> seen.heartbeat().role() == role
                        && seen.heartbeat().queues().contains(queue))
                .toList();
        // Another dispatcher may have heard what this one did not: without a live worker the silent ones are asked.
        List<Seen> live = known.stream().filter(Seen::alive).toList();
        List<WorkerHeartbeat> candidates =
                (live.isEmpty() ? known : live).stream().map(Seen::heartbeat).toList();
        List<WorkerHeartbeat> old =
                candidates.stream().filter(worker -> !knowsProbes(worker)).toList();
        List<AskedWorker> asked =
                ask(candidates.stream().filter(RoleLook::knowsProbes).toList(), conversation);
        for (AskedWorker worker : asked) {
            for (ProbeInquiry inquiry : worker.inquiries()) {
                inquiry.awaitFinished(time.left());
            }
        }
        boolean tooOld = !old.isEmpty() && (asked.isEmpty() || role == Role.OPS_MANAGER) && !live.isEmpty();
        if (tooOld) {
            add(WorkerWords.tooOld(queue, old));
        }
        tell(queue, asked, live.size(), tooOld, known);
    }

    private void tell(String queue, List<AskedWorker> asked, int live, boolean tooOld, List<Seen> known) {
        List<AskedWorker> answered = asked.stream().filter(AskedWorker::heard).toList();
        asked.stream()
                .filter(worker -> !worker.heard())
                .forEach(worker -> add(WorkerWords.silent(queue, worker, time.wholeSeconds())));
        if (asked.isEmpty() && !tooOld) {
            add(WorkerWords.nobody(
                    role, queue, known.stream().map(Seen::heartbeat).toList()));
        }
        if (answered.isEmpty()) {
            WorkerWords.notLookedAt(role).forEach(this::add);
            return;
        }
        add(WorkerWords.takesWork(queue, answered, Math.max(live, answered.size())));
        for (AskedWorker worker : answered) {
            cells.add(new GridCell(role.wire(), worker.id(), worker.clock()));
            worker.cells()
                    .forEach(cell -> cells.add(new GridCell(
                            role.wire(),
                            worker.id(),
                            answered.size() > 1 ? seenFrom(worker.worker().host(), cell) : cell)));
            incomplete(worker);
        }
    }

    /** It said that it heard, and then not everything came. */
    private void incomplete(AskedWorker worker) {
        CheckName last = role == Role.OPS_MANAGER
                ? CheckName.HOST_REACHABLE
                : CheckName.of(role).get(0);
        boolean whole = worker.inquiries().stream().allMatch(ProbeInquiry::isFinished);
        if (!whole) {
            cells.add(new GridCell(
                    role.wire(),
                    worker.id(),
                    ProbeCell.unknown(
                            last,
                            "",
                            new Words("应答不完整,其余未检查", "The answer is not whole, the rest was not looked at"),
                            new Words(
                                    "稍后重试; 仍然如此则查看该工作进程的日志",
                                    "Ask again later; where it stays, look into the" + " log of that worker"))));
        }
    }

    /** One, or for game hosts up to three; where the broker says that one is gone, the next. */
    private List<AskedWorker> ask(List<WorkerHeartbeat> candidates, ProbeConversation conversation)
            throws InterruptedException {
        int wanted = role == Role.OPS_MANAGER ? OPS_MANAGERS : 1;
        List<AskedWorker> asked = new ArrayList<>();
        for (WorkerHeartbeat worker : candidates) {
            if (asked.size() == wanted) {
                break;
            }
            List<ProbeInquiry> inquiries = new ArrayList<>();
            for (Probe probe : new ProbeQuestions(scope).forRole(role, time.forWorkers())) {
                inquiries.add(conversation.ask(worker.workerId(), probe));
            }
            if (inquiries.get(0).awaitSent(time.atMost(SEND_LIMIT)) != ProbeInquiry.Sent.WORKER_GONE) {
                asked.add(new AskedWorker(worker, inquiries));
            }
        }
        return asked;
    }

    /** What the project's own document lacks. */
    private void setup() {
        if (role == Role.FILE_PUSH && scope.location().area().rsyncManagers().isEmpty()) {
            add(missing(CheckName.RSYNC_PORT, "没有配置 rsync 管理机", "has no rsync manager", "rsync_managers"));
        }
        if (role == Role.OPS_MANAGER && scope.hosts().isEmpty()) {
            add(missing(CheckName.HOST_REACHABLE, "没有配置游戏主机", "has no game hosts", "hosts"));
        }
        if (role == Role.OPS_MANAGER && scope.leftOut() > 0) {
            int count = scope.leftOut();
            add(ProbeCell.unknown(
                    CheckName.HOST_REACHABLE,
                    scope.area(),
                    new Words("另有 " + count + " 台主机未检查", count + " more hosts were not looked at"),
                    new Words("在请求的 servers 中分批列出主机", "Name the hosts in servers of the request, some at a time")));
        }
    }

    private ProbeCell missing(CheckName check, String zh, String en, String field) {
        return ProbeCell.noGo(
                check,
                scope.area(),
                new Words("该地区" + zh, "The area " + en),
                Words.same(
                        "PUT /api/v1/projects/" + scope.project() + " areas[].(name=" + scope.area() + ")." + field));
    }

    private static ProbeCell seenFrom(String host, ProbeCell cell) {
        Words detail = Words.same("[" + host + "] ").then(cell.detail());
        return new ProbeCell(cell.check(), cell.subject(), cell.result(), detail, cell.fix());
    }

    private static boolean knowsProbes(WorkerHeartbeat worker) {
        return worker.versions().containsKey(Probe.VERSION_KEY);
    }

    private void add(ProbeCell cell) {
        cells.add(new GridCell(role.wire(), null, cell));
    }
}
