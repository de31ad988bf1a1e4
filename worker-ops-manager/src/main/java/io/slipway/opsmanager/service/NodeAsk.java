package io.slipway.opsmanager.service;

import io.slipway.contract.GameServer;
import java.time.Duration;

/** Asks the Erlang node of a game server whether it is well. */
@FunctionalInterface
public interface NodeAsk {
    /**
     * @param call for example {@code game:ready()}
     * @return empty where it answered {@code true} or {@code ok}, else why not, in one sentence
     */
    String problem(GameServer server, String call, Duration limit) throws InterruptedException;
}
