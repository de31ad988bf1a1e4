package io.slipway.worker;

/** Leaves a mark as soon as its name in a message makes somebody load and initialize it. */
final class PoisonClass {
    static final String NAME = "io.slipway.worker.PoisonClass";

    static {
        System.setProperty("slipway.test.canary", "initialized");
    }

    private PoisonClass() {}
}
