package io.slipway.dispatcher.metrics;

/**
 * The figures a dispatcher shows of the installation beside those of its own process. Their names and labels are a promise to whoever
 * has made a dashboard or a rule of them. Every label has few values: states, roles, parts, and the queues of the mappings.
 */
enum Figure {
    UP("slipway.up", "1 where the part can be used: store, broker, election"),
    LEADER("slipway.leader", "1 on the dispatcher that looks after what is stuck"),
    CLOCK_AHEAD(
            "slipway.clock.ahead.seconds",
            "How far the clock of this machine is ahead of the store's, by which all dispatchers go"),
    JOBS_OPEN("slipway.jobs.open", "Jobs that are not over, by state"),
    TARGETS("slipway.targets", "Targets of jobs that are not over, by state"),
    QUEUE_MESSAGES("slipway.queue.messages", "Messages that no worker holds"),
    QUEUE_CONSUMERS("slipway.queue.consumers", "Consumers of a queue"),
    QUEUE_OLDEST("slipway.queue.oldest.seconds", "How long the oldest order of a queue has waited for a worker"),
    DEAD_LETTERS("slipway.dead.letters", "Dead letters that nobody has looked after, by queue"),
    OUTBOX_WAITING("slipway.outbox.orders", "Orders that wait for a place in their queue, or for the broker"),
    OUTBOX_AGE("slipway.outbox.age.seconds", "How long orders have been tried without a confirm of the broker"),
    CALLBACKS("slipway.callbacks", "Callbacks that are not delivered, by state: waiting, dead"),
    CALLBACK_OLDEST("slipway.callback.oldest.seconds", "Age of the oldest callback that waits"),
    WORKERS("slipway.workers", "Workers this dispatcher heard in the last hour, by role and state: alive, silent"),
    WORKER_SLOTS("slipway.worker.slots", "Orders the living workers can run at once, by role"),
    WORKER_SLOTS_USED("slipway.worker.slots.used", "Orders they run, by role"),
    READ_SECONDS("slipway.metrics.read.seconds", "How long it took to read these figures");

    private final String meter;
    private final String description;

    Figure(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    String meter() {
        return meter;
    }

    String description() {
        return description;
    }

    /** As Prometheus sees it. */
    String wire() {
        return meter.replace('.', '_');
    }
}
