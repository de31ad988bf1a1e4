package io.slipway.dispatcher.board;

import java.util.List;

/** The game servers that are registered. */
interface WatchedServers {
    /** Of one project, in any order. */
    List<WatchedServer> of(String project);

    /**
     * One game server.
     *
     * @param area name of the area
     * @param name unique on its IP
     * @param title what people call it
     * @param process {@code name} or {@code group:name}
     */
    record WatchedServer(String area, String ip, String name, String title, String process) {}
}
