package io.slipway.chaos;

import java.util.concurrent.Executor;

/** Runs each task in a thread of its own: what is done here waits for processes, for more of them than there are cores. */
final class OwnThreads {
    static final Executor EXECUTOR = task -> {
        Thread thread = new Thread(task, "own-thread");
        thread.setDaemon(true);
        thread.start();
    };

    private OwnThreads() {}
}
