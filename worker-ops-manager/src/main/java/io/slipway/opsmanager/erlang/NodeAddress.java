package io.slipway.opsmanager.erlang;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Where a node is and who it must be.
 *
 * @param host name or IP to connect to; the host part of the node's name is not used for that
 * @param epmdPort port of epmd on that host, used when there is no fixed port
 * @param fixedPort port of the node itself when it runs without epmd
 * @param nodeName full name such as {@code qq_1@10.0.0.1}, or only {@code qq_1} when any host part is right
 */
public record NodeAddress(String host, int epmdPort, OptionalInt fixedPort, String nodeName) {
    public static final int DEFAULT_EPMD_PORT = 4369;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}(@[A-Za-z0-9_.:-]{1,150})?");

    public NodeAddress {
        if (!NAME.matcher(nodeName).matches()) {
            throw new IllegalArgumentException("no node name: " + nodeName);
        }
        if (host.isBlank() || !port(epmdPort) || (fixedPort.isPresent() && !port(fixedPort.getAsInt()))) {
            throw new IllegalArgumentException("a node needs a host and ports from 1 to 65535");
        }
    }

    /** A node registered with epmd on its usual port. */
    public static NodeAddress of(String host, String nodeName) {
        return new NodeAddress(host, DEFAULT_EPMD_PORT, OptionalInt.empty(), nodeName);
    }

    /** The same node, found through epmd on another port. */
    public NodeAddress withEpmdPort(int port) {
        return new NodeAddress(host, port, fixedPort, nodeName);
    }

    /** The same node, which listens on this port and is not asked for at epmd. */
    public NodeAddress withFixedPort(int port) {
        return new NodeAddress(host, epmdPort, OptionalInt.of(port), nodeName);
    }

    /** The part before the @, under which epmd knows the node. */
    public String aliveName() {
        return nodeName.split("@", 2)[0];
    }

    boolean isNamed(String peerName) {
        return nodeName.contains("@") ? peerName.equals(nodeName) : peerName.split("@", 2)[0].equals(nodeName);
    }

    private static boolean port(int port) {
        return port >= 1 && port <= 65535;
    }

    @Override
    public String toString() {
        return nodeName + " at " + host;
    }
}
