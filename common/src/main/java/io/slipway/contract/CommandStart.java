package io.slipway.contract;

/** Asks for leave to run a command that is not idempotent; nothing runs before the answer is GRANTED. */
public record CommandStart(CommandKey command, int attempt, int round) implements WorkerRequest {}
