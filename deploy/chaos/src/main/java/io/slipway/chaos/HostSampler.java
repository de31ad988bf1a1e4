package io.slipway.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the hosts all the time: at the fence of each, and, as a starting game server does, at the tree behind each live link.
 * Writes what changed, and every tree that is not whole.
 */
final class HostSampler implements AutoCloseable {
    private static final int PAUSE_MILLIS = 20;

    private final Fleet fleet;
    private final History samples;
    private final Map<String, String> last = new HashMap<>();
    private final Thread thread;
    private long trees;
    private volatile boolean over;

    HostSampler(Fleet fleet, History samples) {
        this.fleet = fleet;
        this.samples = samples;
        this.thread = new Thread(this::run, "host-sampler");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        samples.write("kind", "sampled", "trees", trees);
    }

    private void run() {
        while (!over) {
            fleet.gameIps().forEach(this::fence);
            fleet.releaseIps().forEach(this::tree);
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void fence(String ip) {
        try {
            String text = Files.readString(fleet.fence(ip)).strip();
            if (!text.equals(last.put("fence " + ip, text))) {
                samples.write("kind", "fence", "ip", ip, "fence", text);
            }
        } catch (IOException e) {
            // There is none before the first update.
        }
    }

    private void tree(String ip) {
        Path live = fleet.live(ip);
        if (!Files.isSymbolicLink(live)) {
            return;
        }
        trees++;
        try {
            Path tree = live.toRealPath();
            String first = Files.readString(tree.resolve("version.txt"));
            String end = Files.readString(tree.resolve("zz/build.txt"));
            String seen = first + " " + end;
            if (!first.equals(end) || !seen.equals(last.put("tree " + ip, seen))) {
                samples.write("kind", "tree", "ip", ip, "tree", tree.toString(), "first", first, "last", end);
            }
        } catch (IOException e) {
            samples.write("kind", "tree", "ip", ip, "unreadable", e.toString());
        }
    }
}
