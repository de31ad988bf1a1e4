package io.slipway.opsmanager.release;

import io.slipway.contract.GameServer;
import io.slipway.contract.Progress;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.ReleasedServer;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.ServiceAction;
import io.slipway.file.FileTrouble;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.service.ProcessSeen;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One order: the files of all its game servers first, then link and process of as many at once as the order allows. */
final class ReleaseRun {
    private final ReleasePlan plan;
    private final ReleaseServers order;
    private final @Nullable ReleaseProcesses processes;
    private final ReleaseResults results;
    private final Map<String, ServerRelease> releases = new LinkedHashMap<>();
    private final Map<String, ProcessSeen> seen = new LinkedHashMap<>();

    /** @param processes null where nothing may be done to any */
    ReleaseRun(ReleasePlan plan, @Nullable ReleaseProcesses processes) {
        this.plan = plan;
        this.order = plan.order();
        this.processes = processes;
        this.results = new ReleaseResults(
                order.servers().stream().map(server -> server.server().name()).toList());
    }

    Outcome run() throws IOException, InterruptedException {
        try {
            look();
            prepareAll();
            List<ReleasedServer> servers = order.servers();
            for (int from = 0; from < servers.size(); from += order.atOnce()) {
                putInPlace(servers.subList(from, Math.min(servers.size(), from + order.atOnce())));
            }
            return results.outcome(plan.files().size(), plan.bytes());
        } catch (OrderEndedException e) {
            return e.outcome().withServers(results.byServer());
        }
    }

    private void look() throws IOException, InterruptedException {
        List<LivePath> paths = order.servers().stream()
                .map(server -> LivePath.of(server.path(), plan.access().roots()))
                .toList();
        HostLook look = new HostLook(plan.rsync(), plan.work());
        Map<LivePath, TreeView> views = look.at(paths, order.kept());
        if (processes != null) {
            seen.putAll(processes.look(order));
        }
        TreeCheck check = new TreeCheck(plan);
        for (int i = 0; i < paths.size(); i++) {
            ReleasedServer server = order.servers().get(i);
            TreeView view = Objects.requireNonNull(views.get(paths.get(i)));
            String name = server.server().name();
            step(server, () -> {
                if (order.adopt()) {
                    look.behind(view, order.kept());
                }
                releases.put(name, new ServerRelease(plan, server, view, check, runs(server)));
            });
        }
    }

    /** Null where its process is left alone. */
    private @Nullable Boolean runs(ReleasedServer server) {
        ProcessSeen now = seen.get(server.server().name());
        if (now == null) {
            return null;
        }
        if (ProcessWish.isAny(server, order.processes())) {
            if (now == ProcessSeen.MISSING) {
                throw OrderEndedException.failed(
                        FailureCode.CONFIG,
                        "主机上没有进程 " + server.server().processName() + ",未操作;检查进程名 · the host has no such process");
            }
            if (now == ProcessSeen.UNKNOWN) {
                throw OrderEndedException.failed(
                        FailureCode.REFUSED_BY_HOST, "进程状态未知,未操作 · the state of its process is not known");
            }
        }
        return now == ProcessSeen.RUNS;
    }

    private void prepareAll() throws InterruptedException {
        List<String> prepared = new ArrayList<>();
        for (ReleasedServer server : order.servers()) {
            ServerRelease release = releases.get(server.server().name());
            if (release != null) {
                step(server, () -> {
                    release.prepare(prepared);
                    prepared.add(release.directory());
                });
            }
            plan.context()
                    .progress(new Progress(
                            "prepare", prepared.size(), order.servers().size(), "servers"));
        }
    }

    private void putInPlace(List<ReleasedServer> group) throws InterruptedException {
        List<ServerRelease> switched = new ArrayList<>();
        for (ReleasedServer server : group) {
            String name = server.server().name();
            ServerRelease release = releases.get(name);
            if (release != null && !results.hasFailed(name)) {
                step(server, () -> {
                    release.switchOver();
                    switched.add(release);
                });
            }
        }
        steerTogether(switched);
        for (ServerRelease release : switched) {
            plan.context().progress(new Progress("switch", 1, order.servers().size(), "servers"));
        }
    }

    private void steerTogether(List<ServerRelease> switched) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, switched.size()), work -> {
            Thread thread = new Thread(work, "release-process");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<ServerRelease, Future<Ended>> running = new LinkedHashMap<>();
            for (ServerRelease release : switched) {
                running.put(release, threads.submit(() -> steer(release)));
            }
            for (Map.Entry<ServerRelease, Future<Ended>> one : running.entrySet()) {
                ServerRelease release = one.getKey();
                String remark = release.tidy();
                Ended ended = joined(one.getValue());
                results.switched(
                        release.server().server().name(),
                        release.sentence() + remark,
                        ended.part(),
                        ended.failure(),
                        release.report());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** What became of a process. */
    private record Ended(Part part, @Nullable Failure failure) {}

    private Ended steer(ServerRelease release) throws InterruptedException {
        ReleasedServer server = release.server();
        ServiceAction action =
                processes == null ? null : ProcessWish.of(server, order.processes(), release.ranBefore());
        if (action == null) {
            String why = Boolean.FALSE.equals(release.ranBefore()) ? "进程原未运行,保持停止" : "未操作进程";
            return new Ended(new Part(why, true), null);
        }
        GameServer game = server.server();
        Outcome outcome = Objects.requireNonNull(processes).steer(order, game, action, plan.context());
        ServerResult result = Objects.requireNonNull(outcome.servers().get(game.name()));
        String text = result.update().data() + "; " + result.erl().data();
        Failure failure = outcome.failure();
        return new Ended(
                new Part(text, result.succeeded()),
                failure == null ? null : Failure.of(failure.code(), failure.message()));
    }

    private static Ended joined(Future<Ended> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof OrderEndedException ended) {
                Failure failure = Objects.requireNonNull(ended.outcome().failure());
                return new Ended(new Part(failure.message(), false), failure);
            }
            if (cause instanceof InterruptedException) {
                throw new InterruptedException("while steering processes");
            }
            throw new IllegalStateException(cause);
        }
    }

    /** What goes wrong with one game server keeps no other from being done. */
    private void step(ReleasedServer server, Step step) throws InterruptedException {
        String name = server.server().name();
        try {
            plan.context().cancellation().check();
            step.run();
        } catch (OrderEndedException e) {
            failed(name, Objects.requireNonNull(e.outcome().failure()));
        } catch (IOException e) {
            failed(name, Objects.requireNonNull(FileTrouble.ending(e).outcome().failure()));
        }
    }

    private void failed(String server, Failure failure) {
        ServerRelease release = releases.get(server);
        results.notSwitched(server, failure, release == null ? null : release.report());
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }
}
