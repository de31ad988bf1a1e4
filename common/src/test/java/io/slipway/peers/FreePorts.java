package io.slipway.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Ports on loopback that nothing listens on.
 *
 * <p>They lie below the kernel's range for outgoing connections (32768 and up), so no client socket can take one between
 * the check and its use, and each is given out once per JVM.
 */
public final class FreePorts {
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 500;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /** One port free on 127.0.0.1. */
    public static int one() {
        return one("127.0.0.1");
    }

    /**
     * One port free on that address.
     *
     * @param address a loopback address such as {@code 127.0.3.7}
     */
    public static int one(String address) {
        for (int tried = 0; tried < TRIES; tried++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(address, port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port on " + address + " after " + TRIES + " tries");
    }

    /** That many different ports, free on 127.0.0.1. */
    public static List<Integer> several(int count) {
        return Stream.generate(FreePorts::one).limit(count).toList();
    }

    /** Whether a server could listen there now. */
    public static boolean isFree(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // what every server does: connections in TIME_WAIT do not count
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
