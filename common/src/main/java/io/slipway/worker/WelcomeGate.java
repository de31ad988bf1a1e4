package io.slipway.worker;

/**
 * Closed from every connect until the dispatcher has named the cancelled jobs. A cancel is broadcast once; a worker that was
 * away at that moment must not start what was cancelled meanwhile.
 */
final class WelcomeGate {
    private boolean open;
    private boolean stopped;

    synchronized void open() {
        open = true;
        notifyAll();
    }

    synchronized void close() {
        open = false;
    }

    /** Sends everyone who waits away: the worker stops, their orders go back. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    synchronized boolean isOpen() {
        return open;
    }

    synchronized void await() throws InterruptedException {
        while (!open && !stopped) {
            wait();
        }
        if (stopped) {
            throw new InterruptedException("the worker stops");
        }
    }
}
