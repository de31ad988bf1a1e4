package io.slipway.chaos;

import io.slipway.chaos.CrashLane.Site;
import io.slipway.chaos.points.GatedClasses;
import io.slipway.chaos.points.GatedMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Tier T0: each crash point with each action once, in one installation that stays up. */
public final class CrashRun {
    private CrashRun() {}

    /** @param arguments as {@link Options#of} takes them, {@code --only TEXT,TEXT}: cases whose id holds one of them, and
     *     {@code --mutant NAME} or {@code --mutant all}: how the product is built wrong */
    public static void main(String[] arguments) throws IOException {
        List<String> all = List.of(arguments);
        int only = all.indexOf("--only");
        List<String> chosen = only < 0 ? List.of() : Arrays.asList(arguments[only + 1].split(","));
        int mutant = all.indexOf("--mutant");
        String wrong = mutant < 0 ? "" : arguments[mutant + 1];
        Options given = Options.of(all);
        Options options =
                new Options(given.seed(), 0, true, Lane.values().length, 1, wrong.isEmpty() ? 0 : 1, null, given.out());
        Files.createDirectories(options.out());
        int exit = 0;
        try (Histories histories = Histories.in(options.out())) {
            run(options, one -> chosen.isEmpty() || chosen.stream().anyMatch(one.id()::contains), wrong, histories);
        } catch (Exception e) { // whatever it is, the run shows nothing
            e.printStackTrace();
            exit = 1;
        }
        System.exit(exit); // threads of peers do not keep it
    }

    private static void run(Options options, Predicate<CrashCase> chosen, String wrong, Histories histories)
            throws Exception {
        long begun = System.nanoTime();
        Path work = Files.createDirectories(options.out().resolve("work"));
        Path secret = Chaos.secret(work);
        Path gates = work.resolve("gates.jar");
        GatedClasses.write(gates, !wrong.isEmpty());
        try (CrashDesk desk = new CrashDesk();
                Fleet fleet = new Fleet(Files.createDirectories(work.resolve("fleet")), options, histories.effects());
                Cmdb cmdb = new Cmdb(histories.receipts(), options.seed())) {
            Shape shape = Shape.ofLanes(
                    areas(fleet), pairs(wrong), (part, launch) -> gated(part, launch, gates, desk.port()));
            Chaos.writeRun(options, shape, secret);
            Versions.build(fleet.versionRoot(), fleet.areas());
            try (World world = new World(work, fleet, shape, histories.faults())) {
                world.startFirst();
                Api api = world.api();
                new Onboarding(api, fleet, shape).run(cmdb.url(), secret);
                Chaos.say("the leader is up after " + seconds(begun) + " s");
                Watcher watcher = new Watcher(api, histories);
                Requests requests = new Requests(api, histories.client());
                Load load = new Load(api, requests, fleet, watcher, new Acts(requests, watcher), options.seed());
                Site site = new Site(
                        world, shape, api, fleet, load, requests, watcher, cmdb, desk, histories, options.seed());
                try (HostSampler sampler = new HostSampler(fleet, histories.samples())) {
                    if (wrong.isEmpty()) {
                        lanes(site, chosen);
                    } else {
                        world.startOthers();
                        new MutantCases(site).run(wrong);
                    }
                    histories.faults().write("fault", "LAST", "what", "all is whole");
                    Chaos.settle(watcher, requests, cmdb);
                    watcher.stop();
                    watcher.writeFinals();
                }
            }
        }
        Chaos.say("all in " + seconds(begun) + " s");
    }

    /** All but the store and ZooKeeper are the product. */
    private static Launch gated(String part, Launch launch, Path gates, int port) {
        if (World.PEERS.contains(part)) {
            return launch;
        }
        List<String> arguments = new ArrayList<>(
                List.of(part, Integer.toString(port), launch.main().getName()));
        arguments.addAll(launch.arguments());
        return new Launch(
                launch.options(),
                gates + File.pathSeparator + launch.classPath(),
                GatedMain.class,
                arguments,
                launch.environment());
    }

    private static List<String> areas(Fleet fleet) {
        List<String> areas = new ArrayList<>(fleet.areas());
        if (!fleet.releaseIps().isEmpty()) {
            areas.add(Onboarding.RELEASE_AREA);
        }
        return areas;
    }

    /** A stale attempt can do harm only beside another ops manager; cases of the right product need one alone. */
    private static Set<String> pairs(String wrong) {
        return wrong.isEmpty() ? Set.of() : Set.of(Lane.OPS_2.area());
    }

    /** Each lane begins as soon as its ops manager is up, while others still start. */
    private static void lanes(Site site, Predicate<CrashCase> chosen) throws InterruptedException {
        List<CrashCase> cases = CrashCase.all().stream().filter(chosen).toList();
        site.histories().faults().write("fault", "CASES", "planned", cases.size());
        CasesLeft left = new CasesLeft(cases);
        List<Thread> threads = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            Thread thread = new Thread(() -> new CrashLane(site, lane, null).run(left), "lane-" + lane);
            threads.add(thread);
            thread.start();
        }
        site.world().startOthers();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static long seconds(long begun) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    }
}
