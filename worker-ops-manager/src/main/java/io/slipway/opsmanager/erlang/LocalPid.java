package io.slipway.opsmanager.erlang;

import java.util.concurrent.atomic.AtomicInteger;

/** Our own process identifiers: a node name no other connection has, and one number per call, so that late answers match nothing. */
record LocalPid(String node, int creation, int number) {
    /** 15 bits of identifier and 13 of serial are what every OTP accepts. */
    private static final int NUMBERS = 1 << 28;

    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    /** @param ip our address as the node sees it */
    static LocalPid ofNewConnection(String ip) {
        int connection = CONNECTIONS.incrementAndGet();
        String name = "slipway_" + ProcessHandle.current().pid() + "_"
                + Long.toString(System.nanoTime() & 0xFFFFFFFFL, 36) + "_" + connection + "@" + ip;
        return new LocalPid(name, 1 + Math.floorMod(connection, 0x7FFFFFFE), 0);
    }

    LocalPid withNumber(int n) {
        return new LocalPid(node, creation, Math.floorMod(n, NUMBERS));
    }

    int id() {
        return number & 0x7FFF;
    }

    int serial() {
        return number >>> 15;
    }

    static int number(int id, int serial) {
        return serial << 15 | (id & 0x7FFF);
    }
}
