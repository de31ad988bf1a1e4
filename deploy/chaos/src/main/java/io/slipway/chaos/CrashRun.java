package io.slipway.chaos;

import io.slipway.chaos.CrashCase.Lane;
import io.slipway.chaos.CrashLane.Site;
import io.slipway.chaos.points.Agent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

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
        Path agent = agent(work);
        try (CrashDesk desk = new CrashDesk();
                Fleet fleet = new Fleet(Files.createDirectories(work.resolve("fleet")), options, histories.effects());
                Cmdb cmdb = new Cmdb(histories.receipts(), options.seed())) {
            Shape shape = Shape.ofLanes(areas(fleet), pairs(wrong), part -> options(part, agent, desk.port(), wrong));
            Chaos.writeRun(options, shape, secret);
            Versions.build(fleet.versionRoot(), fleet.areas());
            try (World world = new World(work, fleet, shape, histories.faults())) {
                world.start();
                Api api = world.api();
                new Onboarding(api, fleet, shape).run(cmdb.url(), secret);
                world.rabbit().syncQueueNames();
                Chaos.say("up after " + seconds(begun) + " s");
                Watcher watcher = new Watcher(api, histories);
                Requests requests = new Requests(api, histories.client());
                Load load = new Load(api, requests, fleet, watcher, options.seed());
                Site site = new Site(
                        world, shape, api, fleet, load, requests, watcher, cmdb, desk, histories, options.seed());
                try (HostSampler sampler = new HostSampler(fleet, histories.samples())) {
                    if (wrong.isEmpty()) {
                        lanes(site, chosen);
                    } else {
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

    /** Of the JVM of a part: all but the store and ZooKeeper are the product. */
    private static List<String> options(String part, Path agent, int port, String wrong) {
        return part.equals("store") || part.equals("zookeeper")
                ? List.of()
                : List.of("-javaagent:" + agent + "=" + part + ":" + port + (wrong.isEmpty() ? "" : ":mutants"));
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

    private static void lanes(Site site, Predicate<CrashCase> chosen) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            List<CrashCase> cases = CrashCase.all().stream()
                    .filter(one -> one.lane() == lane)
                    .filter(chosen)
                    .toList();
            Thread thread = new Thread(() -> new CrashLane(site, lane, null).run(cases), "lane-" + lane);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** A jar with nothing but the agent's name in it: the agent itself is on the class path of every part. */
    private static Path agent(Path work) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Agent.class.getName());
        Path jar = work.resolve("agent.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream empty = new JarOutputStream(out, manifest)) {
            empty.finish();
        }
        return jar;
    }

    private static long seconds(long begun) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    }
}
