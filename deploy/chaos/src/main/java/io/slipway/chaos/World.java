package io.slipway.chaos;

import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.filepull.FilePullApplication;
import io.slipway.filepush.FilePushApplication;
import io.slipway.opsmanager.OpsManagerApplication;
import io.slipway.peers.FreePorts;
import io.slipway.peers.PrivateRabbit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * A whole installation, a process for each part: store, ZooKeeper, RabbitMQ, two dispatchers that elect a leader, one file-pull, one
 * file-push, ops managers. Every way to the broker and to the store leads through a {@link TcpProxy}.
 */
final class World implements AutoCloseable {
    static final List<String> DISPATCHERS = List.of("dispatcher-1", "dispatcher-2");
    static final List<String> PEERS = List.of("store", "zookeeper");
    private static final List<String> FILES = List.of("pull", "push");

    private final Path directory;
    private final Fleet fleet;
    private final Shape shape;
    private final History faults;
    private final ClassArchive archive;
    private final List<Launch> rehearsed = new ArrayList<>();
    private final PrivateRabbit rabbit;
    private final int storePort = FreePorts.one();
    private final int zooKeeperPort = FreePorts.one();
    private final List<Integer> httpPorts = FreePorts.several(2);
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, TcpProxy> toBroker = new LinkedHashMap<>();
    private final Map<String, TcpProxy> toStore = new LinkedHashMap<>();
    private final Map<String, MachineClock> clocks = new LinkedHashMap<>();

    World(Path directory, Fleet fleet, Shape shape, History faults) throws IOException {
        this.directory = directory;
        this.fleet = fleet;
        this.shape = shape;
        this.faults = faults;
        this.archive = new ClassArchive(Files.createDirectories(directory.resolve("rehearsal")));
        this.rabbit = PrivateRabbit.in(Files.createDirectories(directory.resolve("rabbit")));
        String store = directory.resolve("store").toString();
        add("store", Launch.of(StoreProcess.class, List.of(store, Integer.toString(storePort))), "ready");
        add(
                "zookeeper",
                DebianZooKeeper.launch(directory.resolve("zookeeper"), zooKeeperPort, shape.zooKeeperTick()),
                DebianZooKeeper.READY);
        for (int i = 0; i < DISPATCHERS.size(); i++) {
            String name = DISPATCHERS.get(i);
            toStore.put(name, new TcpProxy(storePort));
            add(name, Launch.of(DispatcherApplication.class, dispatcher(name, httpPorts.get(i))), "Started");
        }
        add("pull", Launch.of(FilePullApplication.class, worker("pull", "file_pull8", 2)), "takes orders");
        add("push", Launch.of(FilePushApplication.class, worker("push", "file_push8", 4)), "takes orders");
        for (Map.Entry<String, String> ops : new TreeMap<>(shape.ops()).entrySet()) {
            add(
                    ops.getKey(),
                    Launch.of(OpsManagerApplication.class, worker(ops.getKey(), ops.getValue(), 8)),
                    "takes orders");
        }
    }

    void start() {
        startFirst();
        startOthers();
    }

    /**
     * What all need, and meanwhile the archive of classes, which costs no more than their first start; then the dispatcher that will
     * lead, and who moves files.
     */
    void startFirst() {
        Runnable rehearse = () -> archive.make(part(DISPATCHERS.get(0)).classPath(), rehearsed);
        atOnce(Stream.concat(Stream.of(rabbit::start, rehearse), starts(PEERS)));
        atOnce(Stream.concat(starts(DISPATCHERS.subList(0, 1)), starts(FILES)));
    }

    /** All that is not started yet, the other dispatcher first, two at a time. */
    void startOthers() {
        Queue<Part> others = new ConcurrentLinkedQueue<>(
                parts.values().stream().filter(part -> !part.wasUp()).toList());
        Runnable starts = () -> {
            for (Part next = others.poll(); next != null; next = others.poll()) {
                next.start();
            }
        };
        atOnce(Stream.of(starts, starts));
    }

    private Stream<Runnable> starts(List<String> names) {
        return names.stream().map(name -> part(name)::start);
    }

    private static void atOnce(Stream<Runnable> all) {
        List<CompletableFuture<Void>> begun = all.map(one -> CompletableFuture.runAsync(one, OwnThreads.EXECUTOR))
                .toList();
        CompletableFuture.allOf(begun.toArray(new CompletableFuture<?>[0])).join();
    }

    Part part(String name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException(name);
        }
        return part;
    }

    List<Part> parts() {
        return List.copyOf(parts.values());
    }

    /** All but those that others make and those that every dispatcher is. */
    List<String> workers() {
        return parts.keySet().stream()
                .filter(name -> !PEERS.contains(name) && !DISPATCHERS.contains(name))
                .toList();
    }

    PrivateRabbit rabbit() {
        return rabbit;
    }

    /** The way of a worker or dispatcher to the broker. */
    TcpProxy brokerOf(String name) {
        return Objects.requireNonNull(toBroker.get(name), name);
    }

    /** The way of a dispatcher to the store. */
    TcpProxy storeOf(String name) {
        return Objects.requireNonNull(toStore.get(name), name);
    }

    /** Of a worker or dispatcher. */
    MachineClock clockOf(String name) {
        return Objects.requireNonNull(clocks.get(name), name);
    }

    /** Of the snapshots and of the journals of commands. */
    SmallDisk workersDisk() {
        return fleet.workersDisk();
    }

    String zooKeeper() {
        return "127.0.0.1:" + zooKeeperPort;
    }

    Api api() throws IOException {
        return new Api(httpPorts, Files.readString(token()).strip());
    }

    @Override
    public void close() {
        parts.values().forEach(Part::kill); // the histories are complete; nobody needs an orderly end
        rabbit.close();
        toBroker.values().forEach(TcpProxy::close);
        toStore.values().forEach(TcpProxy::close);
    }

    private void add(String name, Launch own, String ready) {
        if (!PEERS.contains(name) && rehearsed.stream().noneMatch(other -> other.main() == own.main())) {
            rehearsed.add(own);
        }
        Launch launch = shape.launch().apply(name, own);
        if (shape.clocksJump() && !PEERS.contains(name)) {
            MachineClock clock = new MachineClock(directory.resolve(name + ".clock"));
            clocks.put(name, clock);
            launch = launch.withEnvironment(clock.environment());
        }
        parts.put(name, new Part(name, directory.resolve("parts"), launch, ready, archive, faults));
    }

    private Path token() {
        return directory.resolve("admin.token");
    }

    private List<String> dispatcher(String name, int port) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--slipway.mongo.uri=mongodb://127.0.0.1:" + storeOf(name).port(),
                "--slipway.access.first-token-file=" + token(),
                "--slipway.rescue.zookeeper=" + zooKeeper(),
                "--slipway.rescue.period=" + shape.look(),
                "--slipway.rescue.lease=" + shape.leaseSeconds() + "s",
                "--slipway.rescue.lost-order-after=15s",
                "--slipway.callback.timeout=3s",
                "--slipway.callback.per-endpoint=8",
                "--slipway.quota.open-jobs=2000",
                "--slipway.quota.requests-per-minute=6000",
                // never exhausted within a run
                "--slipway.callback.backoff=0s" + ",200ms".repeat(10) + ",1s".repeat(60) + ",2s".repeat(200)));
        arguments.addAll(broker(name));
        return arguments;
    }

    private List<String> worker(String name, String queue, int slots) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--slipway.worker.queues=" + queue,
                "--slipway.worker.host=" + name,
                "--slipway.worker.slots=" + slots,
                "--slipway.worker.heartbeat=" + shape.heartbeat(),
                "--slipway.worker.drain=3s"));
        fleet.workerSettings().forEach((key, value) -> arguments.add("--" + key + "=" + value));
        arguments.addAll(broker(name));
        return arguments;
    }

    private List<String> broker(String name) throws IOException {
        TcpProxy proxy = new TcpProxy(rabbit.port());
        toBroker.put(name, proxy);
        // Only a throw-away node of this run has this password.
        return List.of(
                "--spring.rabbitmq.host=127.0.0.1",
                "--spring.rabbitmq.port=" + proxy.port(),
                "--spring.rabbitmq.username=" + rabbit.user(),
                "--spring.rabbitmq.password=" + rabbit.password());
    }
}
