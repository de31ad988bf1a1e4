package io.slipway.opsmanager.board;

import io.slipway.contract.HostReading;
import io.slipway.contract.ProcessReading;
import io.slipway.contract.ReadingProblem;
import io.slipway.contract.WatchedHost;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One host: when it is due, what was seen last, and what the dispatchers have been told of it. */
final class HostRecord {
    private final WatchedHost host;
    private long dueNanos;
    private boolean busy;
    private boolean everRead;
    private String digest = "";
    private String toldDigest = "";
    private List<ProcessReading> processes = List.of();
    private long readNanos;
    private long seenNanos;
    private long hostSeconds;
    private @Nullable ReadingProblem problem;

    HostRecord(WatchedHost host, long now) {
        this.host = host;
        this.dueNanos = now;
    }

    WatchedHost host() {
        return host;
    }

    /** Whether it did not answer when it was read last. */
    synchronized boolean failing() {
        return problem != null;
    }

    /** True once when it is time; the caller reads it then and calls {@link #read}. */
    synchronized boolean takeIfDue(long now) {
        if (busy || now - dueNanos < 0) {
            return false;
        }
        busy = true;
        return true;
    }

    /** Was taken and cannot be read now. */
    synchronized void giveBack() {
        busy = false;
    }

    /** After the first reading, hosts are spread over the interval, so that they do not all come at once. */
    synchronized void read(Reading reading, long now, long intervalNanos) {
        long wait = everRead ? intervalNanos : spread(intervalNanos);
        everRead = true;
        busy = false;
        dueNanos = now + wait;
        readNanos = now;
        problem = reading.problem();
        if (problem == null) {
            processes = reading.processes();
            digest = digest(processes);
            seenNanos = now;
            hostSeconds = reading.hostSeconds();
        }
    }

    /** What is to be told: whole where that was not told before. */
    synchronized HostReading tell(long now) {
        boolean whole = !digest.equals(toldDigest);
        toldDigest = digest;
        return new HostReading(
                host.project(),
                host.area(),
                host.ip(),
                digest,
                TimeUnit.NANOSECONDS.toMillis(now - readNanos),
                digest.isEmpty() ? 0 : TimeUnit.NANOSECONDS.toMillis(now - seenNanos),
                hostSeconds,
                whole ? processes : null,
                problem);
    }

    /** Is told whole next time. @return whether there is anything to tell */
    synchronized boolean tellWhole() {
        toldDigest = "";
        return everRead;
    }

    private long spread(long intervalNanos) {
        int part = Math.floorMod(host.hashCode() * 0x9E3779B1, 1000);
        return intervalNanos / 2 + intervalNanos * part / 2000;
    }

    private static String digest(List<ProcessReading> processes) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            processes.forEach(process -> sha256.update((process + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(sha256.digest(), 0, Long.BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
