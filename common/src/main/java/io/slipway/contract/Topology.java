package io.slipway.contract;

import io.slipway.job.Role;

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
    /** Fanout exchange and queue of dead letters. */
    public static final String DEAD = "slipway.dead";

    private Topology() {}

    /** A worker's own queue: answers, broadcasts and probes. */
    public static String workerQueue(String workerId) {
        return "slipway.worker." + workerId;
    }

    /** Where the answers to one preflight's probes come in. */
    public static String preflightQueue(String id) {
        return "slipway.dispatcher." + id;
    }

    /** {@code {role}.{project}.{area}}. */
    public static String routingKey(Role role, String project, String area) {
        return role.wire() + "." + project + "." + area;
    }

    /** Binds a queue to all areas of a project. */
    public static String bindingKey(Role role, String project) {
        return role.wire() + "." + project + ".*";
    }
}
