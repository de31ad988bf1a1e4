package io.slipway.dispatcher.plan;

import java.util.List;

/**
 * What an act on a job takes hold of.
 *
 * @param what which kind of hosts these are
 * @param ips of the hosts, or keys of other targets, in the order of the job
 * @param others how many hosts are at work now and are not taken hold of
 */
public record Coverage(What what, List<String> ips, int others) {
    /** What happens to the hosts of a coverage. */
    public enum What {
        /** They are not begun; those at work go on. */
        WAIT,
        /** They begin next. */
        BEGIN,
        /** They are left out of this round. */
        LEFT_OUT,
        /** They are done once more. */
        AGAIN,
        /** They are not begun, or asked to stop. */
        STOP
    }
}
