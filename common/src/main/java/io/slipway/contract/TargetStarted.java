package io.slipway.contract;

/** A worker began with a target, and has not ended at once: what is over sooner is told by {@link TargetFinished} alone. */
public record TargetStarted(String targetId, int attempt, String workerId) implements Report {}
