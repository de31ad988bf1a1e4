package io.slipway.dispatcher.board;

import java.util.Collection;
import java.util.Optional;

/**
 * Whose host is it? Rendezvous hashing: everybody who knows the same workers says the same, and where one comes or goes only
 * its own hosts move.
 */
final class Share {
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Share() {}

    /** Empty where there are no workers. */
    static Optional<String> winner(Collection<String> workers, HostKey host) {
        String best = null;
        long bestWeight = 0;
        for (String worker : workers) {
            long weight = weight(worker, host);
            if (best == null || weight > bestWeight || (weight == bestWeight && worker.compareTo(best) < 0)) {
                best = worker;
                bestWeight = weight;
            }
        }
        return Optional.ofNullable(best);
    }

    private static long weight(String worker, HostKey host) {
        return mixed(hash(hash(hash(FNV_START, worker), host.project()), host.ip()));
    }

    private static long hash(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return (hash ^ '\n') * FNV_PRIME;
    }

    /** FNV alone leaves the high bits of short texts alike; these are the last steps of MurmurHash3. */
    private static long mixed(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
