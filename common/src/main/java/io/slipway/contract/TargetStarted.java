package io.slipway.contract;

/** A worker began with a target. */
public record TargetStarted(String targetId, int attempt, String workerId) implements Report {}
