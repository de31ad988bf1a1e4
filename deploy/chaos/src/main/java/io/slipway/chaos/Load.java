package io.slipway.chaos;

import io.slipway.chaos.Requests.Wish;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks for work all the time: hot updates with a command that must not run twice in each area, and releases; and {@link Acts}. */
final class Load {
    private static final int OPEN_PER_AREA = 3;
    private static final int AGAIN_PERCENT = 5;

    private final Api api;
    private final Requests requests;
    private final Fleet fleet;
    private final Watcher watcher;
    private final Acts acts;
    private final long seed;
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    Load(Api api, Requests requests, Fleet fleet, Watcher watcher, Acts acts, long seed) {
        this.api = api;
        this.requests = requests;
        this.fleet = fleet;
        this.watcher = watcher;
        this.acts = acts;
        this.seed = seed;
    }

    private interface Body {
        void run() throws InterruptedException;
    }

    void start() {
        int lane = 0;
        for (String area : fleet.areas()) {
            SplittableRandom random = new SplittableRandom(seed + ++lane);
            run("load-" + area, () -> hotUpdates(area, random));
        }
        if (!fleet.releaseIps().isEmpty()) {
            run("load-releases", () -> releases(new SplittableRandom(seed + 1000)));
        }
    }

    /** Asks for no more; returns when the last request has its answer. */
    void stop() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Asks for that many jobs of one host each, as fast as they are answered. */
    void burst(int count, SplittableRandom random) {
        List<String> areas = fleet.areas();
        for (int i = 0; i < count; i++) {
            String area = areas.get(i % areas.size());
            Wish wish = hotUpdate(area, fleet.ipsOf(area).subList(0, 1), random);
            watcher.watch(wish);
            if (requests.once(wish, 1) != 202) {
                watcher.leave(wish);
            }
        }
    }

    private void hotUpdates(String area, SplittableRandom random) throws InterruptedException {
        while (!over) {
            Wish wish = hotUpdate(area, fleet.ipsOf(area), random);
            watcher.watch(wish);
            ask(wish);
            if (random.nextInt(100) < AGAIN_PERCENT) {
                requests.once(wish, 0);
            }
            acts.perhapsCancel(wish, random);
            acts.perhapsRetry(area, random);
            awaitRoom(area, OPEN_PER_AREA);
        }
    }

    /** A hot update of three files with a command that no other job has. */
    Wish hotUpdate(String area, List<String> ips, SplittableRandom random) {
        String job = new UUID(random.nextLong(), random.nextLong()).toString();
        int number = numbers.incrementAndGet();
        String version = Versions.HOT.get(random.nextInt(Versions.HOT.size()));
        Map<String, Object> body = Map.of(
                "update_type",
                "hot_server",
                "update_server_list",
                Map.of(
                        "game",
                        ips.stream().collect(Collectors.toMap(Function.identity(), ip -> List.of(Fleet.server(ip))))),
                "uuid",
                job,
                "version",
                version,
                "update_file_list",
                Versions.fileList(version),
                "erlang_cmd_list",
                List.of("ledger:pay(" + number + ")."));
        return new Wish(job, "hot", area, number, ips, Api.PROJECT + "/areas/" + area + "/hot-updates", body);
    }

    private void releases(SplittableRandom random) throws InterruptedException {
        for (int i = 0; !over; i++) {
            Wish wish = release(Versions.RELEASES.get(i % Versions.RELEASES.size()), random);
            if (wish != null) {
                watcher.watch(wish);
                ask(wish);
                acts.perhapsCancel(wish, random);
            }
            TimeUnit.MILLISECONDS.sleep(500);
            acts.perhapsRetry(Onboarding.RELEASE_AREA, random);
            awaitRoom(Onboarding.RELEASE_AREA, 1);
        }
    }

    /** A release of the version on all hosts that get releases, with a plan of its own; null where none could be made. */
    @Nullable
    Wish release(String version, SplittableRandom random) {
        String area = Api.PROJECT + "/areas/" + Onboarding.RELEASE_AREA;
        try {
            Api.Answer plan = api.post(
                    area + "/release-plans",
                    Map.of(
                            "app_type",
                            Versions.TYPE,
                            "version",
                            version,
                            "servers",
                            Map.of("all", true),
                            "processes",
                            "untouched",
                            "waves",
                            Map.of("parallel", 3, "max_failures", "100%", "between", "continue")));
            if (plan.status() != 201) {
                return null;
            }
            String job = new UUID(random.nextLong(), random.nextLong()).toString();
            Object body = Map.of("uuid", job, "plan", plan.body().get("id").asString());
            return new Wish(job, "release", Onboarding.RELEASE_AREA, null, hosts(plan), area + "/releases", body);
        } catch (IOException e) {
            return null; // a plan changes nothing; another one can be asked for
        }
    }

    /** A host that has the version already, since the releases in between failed there, is no part of a plan. */
    private static List<String> hosts(Api.Answer plan) {
        return plan.body().path("plan").values().stream()
                .map(host -> host.path("ip").asString(""))
                .toList();
    }

    private void ask(Wish wish) throws InterruptedException {
        if (!requests.ask(wish)) {
            watcher.leave(wish);
        }
    }

    private void awaitRoom(String area, int most) throws InterruptedException {
        while (!over && watcher.open(area) >= most) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void run(String name, Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }
}
