package io.slipway.contract;

/** How far a worker is; sent at most twice a second per target, and lost without harm. */
public record TargetProgressed(String targetId, int attempt, Progress progress) implements Report {}
