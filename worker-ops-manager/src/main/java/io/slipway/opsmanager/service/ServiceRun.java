package io.slipway.opsmanager.service;

import io.slipway.contract.ControlServers;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.Progress;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.service.ServiceHost.Verb;
import io.slipway.worker.OrderContext;
import io.slipway.worker.Outcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One order: all its processes at the same time, by one thread that asks, looks and sleeps in between. */
final class ServiceRun {
    private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(500);

    private final ServiceHost host;
    private final @Nullable RestartGate gate;
    private final SilenceKeeper silences;
    private final Aftercare aftercare;
    private final SideWork side;
    private final OrderContext context;
    private final List<ServerControl> controls;
    private final Map<ServerControl, Future<ServerAfter>> after = new HashMap<>();
    private final Map<String, ServiceReading> last = new HashMap<>();
    private boolean passed;
    private boolean cancelled;

    /** @param gate null where nothing is restarted */
    ServiceRun(
            ControlServers order,
            ServiceHost host,
            ControlLimits limits,
            @Nullable RestartGate gate,
            SilenceKeeper silences,
            Aftercare aftercare,
            SideWork side,
            OrderContext context) {
        this.host = host;
        this.gate = gate;
        this.silences = silences;
        this.aftercare = aftercare;
        this.side = side;
        this.context = context;
        this.controls = order.servers().stream()
                .map(server -> new ServerControl(server, order.action(), limits))
                .toList();
    }

    Outcome run() throws InterruptedException {
        context.cancellation().check();
        if (firstLook()) {
            begin();
            openSilences();
            steerToTheEnd();
        }
        handOver();
        ServiceResults results = new ServiceResults();
        Map<String, ServiceReading> restarted = new HashMap<>();
        for (ServerControl control : controls) {
            ServerEnd end = Objects.requireNonNull(control.end());
            ServerAfter care = SideWork.join(Objects.requireNonNull(after.get(control)));
            results.add(control.server(), end, care);
            if (end.kind() == ServerEnd.Kind.OK && care.code() == null) {
                restarted.put(control.process(), Objects.requireNonNull(last.get(control.process())));
            }
        }
        Outcome outcome = results.outcome();
        if (gate != null && passed) {
            gate.ended(outcome.kind() != OutcomeKind.UNKNOWN, results, restarted);
        }
        return outcome;
    }

    private boolean firstLook() throws InterruptedException {
        try {
            last.putAll(host.read(controls.stream().map(ServerControl::process).toList()));
            return true;
        } catch (HostTrouble e) {
            controls.forEach(control -> control.end(ServerEnd.failed(e.code(), "进程状态未知,未操作: " + e.sentence())));
            return false;
        }
    }

    private void begin() throws InterruptedException {
        RestartGate restart = gate;
        if (restart != null) {
            restart.pass(last);
            passed = true;
        }
        long now = System.nanoTime();
        for (ServerControl control : controls) {
            String process = control.process();
            ServiceReading first = Objects.requireNonNull(last.get(process));
            if (restart != null && restart.resumed()) {
                ServiceReading then = restart.before(process).orElse(null);
                control.resume(first, then, host.timing(process), restart.done(), now);
            } else if (restart != null && restart.restartedBefore(process, first)) {
                control.end(ServerEnd.ok("本任务先前一轮已重启,pid " + first.pid() + ",未再次重启"));
            } else {
                control.begin(first, host.timing(process), now);
            }
        }
    }

    private void openSilences() throws InterruptedException {
        if (!silences.isWanted()) {
            return;
        }
        Map<ServerControl, Future<String>> opening = new LinkedHashMap<>();
        for (ServerControl control : active()) {
            opening.put(control, side.submit(() -> silences.open(control.server())));
        }
        for (Map.Entry<ServerControl, Future<String>> one : opening.entrySet()) {
            String refused = SideWork.join(one.getValue());
            if (!refused.isEmpty()) {
                one.getKey().end(ServerEnd.failed(FailureCode.REFUSED_BY_HOST, "未操作: " + refused));
            }
        }
    }

    private void steerToTheEnd() throws InterruptedException {
        while (true) {
            if (!cancelled && context.cancellation().requested()) {
                cancelled = true;
                active().forEach(ServerControl::cancel);
            }
            send();
            handOver();
            List<ServerControl> active = active();
            if (active.isEmpty()) {
                return;
            }
            rest(active);
            look(active.stream().filter(control -> control.wish() == null).toList());
        }
    }

    private void send() throws InterruptedException {
        long now = System.nanoTime();
        List<ServerControl> wishing =
                active().stream().filter(control -> control.wishesNow(now)).toList();
        if (wishing.isEmpty()) {
            return;
        }
        Map<String, Verb> wishes = new LinkedHashMap<>();
        wishing.forEach(control -> wishes.put(control.process(), Objects.requireNonNull(control.wish())));
        try {
            Map<String, SteerAnswer> answers = host.steer(wishes);
            long then = System.nanoTime();
            wishing.forEach(control -> control.answered(Objects.requireNonNull(answers.get(control.process())), then));
        } catch (HostTrouble e) {
            long then = System.nanoTime();
            for (ServerControl control : wishing) {
                if (e.inDoubt()) {
                    control.answered(SteerAnswer.inDoubt(e.sentence()), then);
                } else {
                    control.notSent(e, then);
                }
            }
        }
    }

    private void look(List<ServerControl> waiting) throws InterruptedException {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            Map<String, ServiceReading> readings =
                    host.read(waiting.stream().map(ServerControl::process).toList());
            last.putAll(readings);
            long now = System.nanoTime();
            waiting.forEach(control -> control.seen(Objects.requireNonNull(readings.get(control.process())), now));
        } catch (HostTrouble e) {
            long now = System.nanoTime();
            waiting.forEach(control -> control.lost(e, now));
        }
    }

    private static void rest(List<ServerControl> active) throws InterruptedException {
        long now = System.nanoTime();
        long next = active.stream()
                .mapToLong(control -> control.nextLook() - now)
                .min()
                .orElse(0);
        if (next > 0) {
            TimeUnit.NANOSECONDS.sleep(Math.min(next, LONGEST_REST));
        }
    }

    /** Who has come to the end goes on beside the others. */
    private void handOver() {
        for (ServerControl control : controls) {
            ServerEnd end = control.end();
            if (end != null && !after.containsKey(control)) {
                after.put(control, care(control, end));
                context.progress(new Progress("control", after.size(), controls.size(), "servers"));
            }
        }
    }

    private Future<ServerAfter> care(ServerControl control, ServerEnd end) {
        if (aftercare.isWork(control.server())) {
            return side.submit(() -> aftercare.of(control.server(), end));
        }
        return CompletableFuture.completedFuture(aftercare.without(end));
    }

    private List<ServerControl> active() {
        return controls.stream().filter(control -> control.end() == null).toList();
    }
}
