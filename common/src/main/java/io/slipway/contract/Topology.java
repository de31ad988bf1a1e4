package io.slipway.contract;

/** Every name on the broker. Queues of orders are named by queue mappings; all else is here. */
public final class Topology {
    /** Topic exchange of work orders, routing key {@link #routingKey}. */
    public static final String ORDERS = "slipway.orders";
    /** Direct exchange and queue of reports. */
    public static final String REPORTS = "slipway.reports";
    /** Direct exchange and queue of requests. */
    public static final String REQUESTS = "slipway.requests";
    /** Fanout exchange of {@link ControlMessage}. */
    public static final String CONTROL = "slipway.control";
    /** Fanout exchange of {@link BoardBatch}. */
    public static final String BOARD = "slipway.board";
    /**
     * Direct exchange of answers to questions and probes. It leads to the dispatchers' own queues and nowhere else, so a worker
     * that may publish here, and not to the broker's default exchange, cannot put anything into another worker's queue.
     */
    public static final String ANSWERS = "slipway.answers";
    /** Fanout exchange and queue of dead letters. */
    public static final String DEAD = "slipway.dead";

    private Topology() {}

    /** A worker's own queue: answers, broadcasts, probes and questions. */
    public static String workerQueue(String workerId) {
        return "slipway.worker." + workerId;
    }

    /** Where the answers to one preflight's probes come in; bound to {@link #ANSWERS} by its own name. */
    public static String preflightQueue(String id) {
        return ANSWERS + ".preflight." + id;
    }

    /** Where the answers to one dispatcher's questions come in; bound to {@link #ANSWERS} by its own name. */
    public static String dispatcherQueue(String id) {
        return ANSWERS + ".dispatcher." + id;
    }

    /** The exchange an answer goes to; a dispatcher of an older version has a queue that only the default exchange knows. */
    public static String answerExchange(String replyTo) {
        return replyTo.startsWith(ANSWERS + ".") ? ANSWERS : "";
    }

    /** Where the readings come in to one dispatcher. */
    public static String boardQueue(String id) {
        return "slipway.board." + id;
    }

    /**
     * {@code queue.{queue}}: the one key a queue of work orders is bound with, for good. The publisher decides on the queue, so
     * no change of a mapping ever makes an order match two queues, or none.
     */
    public static String routingKey(String queue) {
        return "queue." + queue;
    }
}
