package io.slipway.dispatcher.request;

import io.slipway.dispatcher.plan.NewJob;

/** A request that passed every check, with the place it is for. */
public record CheckedRequest(Location location, NewJob job) {}
