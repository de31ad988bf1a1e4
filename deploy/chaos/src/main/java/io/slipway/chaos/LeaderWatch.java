package io.slipway.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.data.Stat;

/** Looks into ZooKeeper who leads: whose node is the first of the latch. Writes each change. */
final class LeaderWatch implements AutoCloseable {
    private static final String LATCH = "/slipway/dispatcher/leader";
    private static final int PAUSE_MILLIS = 100;

    private final CuratorFramework zooKeeper;
    private final History samples;
    private final Map<String, String> sessionOf = new ConcurrentHashMap<>();
    private volatile String leader = "";

    LeaderWatch(String connect, History samples) {
        this.samples = samples;
        this.zooKeeper = CuratorFrameworkFactory.newClient(connect, new RetryOneTime(500));
        zooKeeper.start();
        Thread thread = new Thread(this::run, "leader-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Sessions of those that lead or want to, the leader's first; empty where ZooKeeper does not answer. */
    List<String> sessions() {
        try {
            List<String> nodes = new ArrayList<>(zooKeeper.getChildren().forPath(LATCH));
            nodes.sort(Comparator.comparing(node -> node.substring(node.lastIndexOf('-'))));
            List<String> sessions = new ArrayList<>();
            for (String node : nodes) {
                Stat stat = zooKeeper.checkExists().forPath(LATCH + "/" + node);
                if (stat != null) {
                    sessions.add(Long.toHexString(stat.getEphemeralOwner()));
                }
            }
            return sessions;
        } catch (Exception e) { // of any kind, as Curator declares: there is nobody to be seen
            return List.of();
        }
    }

    /** That the dispatchers were started one after the other, and nothing happened since. */
    void startedInOrder(List<String> dispatchers) {
        List<String> sessions = sessions();
        for (int i = 0; i < Math.min(dispatchers.size(), sessions.size()); i++) {
            sessionOf.put(dispatchers.get(i), sessions.get(i));
        }
    }

    boolean leads(String dispatcher) {
        return leader.equals(sessionOf.get(dispatcher));
    }

    /** That what is new since {@code before} is the session of that dispatcher. */
    void started(String dispatcher, List<String> before) {
        sessions().stream()
                .filter(session -> !before.contains(session))
                .reduce((one, later) -> later)
                .ifPresent(session -> sessionOf.put(dispatcher, session));
    }

    /** The dispatcher that leads, or the first where that cannot be told. */
    String leader() {
        return World.DISPATCHERS.stream().filter(this::leads).findFirst().orElse(World.DISPATCHERS.get(0));
    }

    @Override
    public void close() {
        zooKeeper.close();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<String> sessions = sessions();
                if (!sessions.isEmpty() && !sessions.get(0).equals(leader)) {
                    leader = sessions.get(0);
                    samples.write("kind", "leader", "session", leader);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException | IllegalStateException e) {
            // The run is over.
        }
    }
}
