package io.slipway.opsmanager.service;

import io.slipway.contract.ControlServers;
import io.slipway.contract.GameServer;
import io.slipway.contract.ServiceAction;
import io.slipway.opsmanager.silence.SilenceAccess;
import io.slipway.opsmanager.silence.SilenceSubject;
import io.slipway.opsmanager.silence.Silencer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The silences of one order: opened before a game server is touched, closed when it is well again. */
final class SilenceKeeper {
    private static final Logger log = LoggerFactory.getLogger(SilenceKeeper.class);

    private final ControlServers order;
    private final @Nullable SilenceAccess access;
    private final @Nullable Silencer silencer;
    private final Map<String, String> open = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();

    /** @param access null, and {@code silencer} too: nobody is told anything */
    SilenceKeeper(ControlServers order, @Nullable SilenceAccess access, @Nullable Silencer silencer) {
        this.order = order;
        this.access = access;
        this.silencer = silencer;
    }

    boolean isWanted() {
        return silencer != null;
    }

    /** @return why the game server may not be touched, empty where it may */
    String open(GameServer server) throws InterruptedException {
        Silencer told = silencer;
        if (told == null) {
            return "";
        }
        try {
            open.put(server.name(), told.open(subject(server)));
            return "";
        } catch (IOException e) {
            log.warn("no silence for {} of {}", server.name(), order.header().jobId(), e);
            refused.put(server.name(), String.valueOf(e.getMessage()));
            return access != null && access.required() ? "静默未能开启: " + e.getMessage() : "";
        }
    }

    /**
     * Ends the silence of a game server. That of a stop, which leaves it down, stays until its bound.
     *
     * @return what the result says of it, empty where nobody was told anything
     */
    String settle(GameServer server, boolean well) throws InterruptedException {
        String id = open.remove(server.name());
        Silencer told = silencer;
        if (id == null || told == null || access == null) {
            String why = refused.get(server.name());
            return why == null ? "" : "; 静默未能开启: " + why;
        }
        boolean keep = well ? order.action() == ServiceAction.STOP : access.keepAfterFailure();
        if (keep) {
            return "; 静默保持至多 " + access.bound().toMinutes() + " 分钟 (" + id + ")";
        }
        try {
            told.close(id, subject(server));
            return "; 静默已开启并关闭";
        } catch (IOException e) {
            log.warn("the silence {} of {} stays open", id, server.name(), e);
            return "; 静默未能关闭,将自动到期 (" + id + "): " + e.getMessage();
        }
    }

    private SilenceSubject subject(GameServer server) {
        Map<String, String> values = new HashMap<>(ServicePlace.values(order, server));
        values.put("job", order.header().jobId());
        values.put("action", order.action().wire());
        return new SilenceSubject(
                order.header().targetId() + ":" + order.header().attempt() + ":" + server.name(), values);
    }
}
