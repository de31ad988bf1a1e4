package io.slipway.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One run: starts an installation, asks for work, breaks parts, waits until all is whole again, and writes down what is. */
public final class Chaos {
    /** From the last fault on: what is not over then is stuck. */
    private static final long PATIENCE_SECONDS = 120;

    private Chaos() {}

    /** @param arguments see {@link Options#of} */
    public static void main(String[] arguments) throws IOException {
        Options options = Options.of(List.of(arguments));
        Files.createDirectories(options.out());
        int exit = 0;
        try (Histories histories = Histories.in(options.out())) {
            run(options, histories);
        } catch (Exception e) { // whatever it is, the run shows nothing
            e.printStackTrace();
            exit = 1;
        }
        System.exit(exit); // threads of peers do not keep it
    }

    private static void run(Options options, Histories histories) throws Exception {
        Path work = Files.createDirectories(options.out().resolve("work"));
        Path secret = secret(work);
        Shape shape = Shape.usual(options.faults() && options.older() == null);
        writeRun(options, shape, secret);
        say("starting hosts");
        try (Fleet fleet = new Fleet(Files.createDirectories(work.resolve("fleet")), options, histories.effects());
                Cmdb cmdb = new Cmdb(histories.receipts(), options.seed());
                World world = new World(work, fleet, shape, histories.faults())) {
            Versions.build(fleet.versionRoot(), fleet.areas());
            Upgrade upgrade = upgrade(options, world, histories.faults());
            say("starting the installation");
            world.start();
            Api api = world.api();
            new Onboarding(api, fleet, shape).run(cmdb.url(), secret);
            world.rabbit().syncQueueNames();
            Watcher watcher = new Watcher(api, histories);
            Requests requests = new Requests(api, histories.client());
            Load load = new Load(api, requests, fleet, watcher, new Acts(requests, watcher), options.seed());
            try (HostSampler sampler = new HostSampler(fleet, histories.samples());
                    LeaderWatch leader = new LeaderWatch(world.zooKeeper(), histories.samples())) {
                leader.startedInOrder(World.DISPATCHERS);
                load.start();
                if (upgrade == null) {
                    Faults faults = new Faults(world, cmdb, leader, load, histories.faults(), options.seed());
                    breakParts(options, faults);
                } else {
                    say("work while each part changes its build three times, seed " + options.seed());
                    upgrade.run();
                }
                histories.faults().write("fault", "LAST", "what", "all is whole");
                load.stop();
                say("waiting for what is open");
                settle(watcher, requests, cmdb);
                watcher.stop();
                watcher.writeFinals();
            }
        }
    }

    /** Null where only this build runs; else all parts are to be started with the older one. */
    private static @Nullable Upgrade upgrade(Options options, World world, History faults) throws IOException {
        Path older = options.older();
        if (older == null) {
            return null;
        }
        Upgrade upgrade = new Upgrade(world, faults, older);
        upgrade.beginOlder();
        return upgrade;
    }

    private static void breakParts(Options options, Faults faults) throws InterruptedException {
        say("work and faults for " + options.minutes() + " minutes, seed " + options.seed());
        if (options.faults()) {
            faults.start();
        }
        TimeUnit.SECONDS.sleep(Math.round(options.minutes() * 60));
        faults.stop();
    }

    static void settle(Watcher watcher, Requests requests, Cmdb cmdb) throws InterruptedException {
        long begun = System.nanoTime();
        while (TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) < PATIENCE_SECONDS) {
            boolean over = watcher.nothingOpen();
            Map<String, Integer> rounds = watcher.rounds();
            if (over
                    && requests.accepted().stream()
                            .allMatch(job -> cmdb.knowsFinal(job, rounds.getOrDefault(job, 1)))) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    static Path secret(Path work) throws IOException {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        Path file = Files.writeString(
                work.resolve("callback.secret"), "whsec_" + Base64.getEncoder().encodeToString(bytes));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    static void writeRun(Options options, Shape shape, Path secret) throws IOException {
        Map<String, Object> run = Map.of(
                "seed",
                options.seed(),
                "minutes",
                options.minutes(),
                "faults",
                options.faults(),
                "hosts",
                options.areas() * options.hostsPerArea(),
                "release_hosts",
                options.releaseHosts(),
                "lease_seconds",
                shape.leaseSeconds(),
                "store",
                "embedded",
                // of this run alone, so that the checker can check signatures
                "webhook_secret",
                Files.readString(secret));
        Files.write(
                options.out().resolve("run.json"), JsonMapper.builder().build().writeValueAsBytes(run));
    }

    static void say(String what) {
        System.out.println(what);
    }
}
