package io.slipway.dispatcher.request;

import io.slipway.dispatcher.plan.NewJob;

/** A request that passed every check, with the place it is for. */
public record CheckedRequest(Location location, NewJob job) {
    /** The same, with somebody's yes. */
    public CheckedRequest approved(String by) {
        return new CheckedRequest(location, job.approved(by));
    }
}
