package io.slipway.contract;

/**
 * Asks for leave to run a command that is not idempotent; nothing runs before the answer is GRANTED.
 *
 * @param grant random text of this one wish, so that asking again after a lost answer is the same wish
 */
public record CommandStart(CommandKey command, int attempt, int round, String grant) implements WorkerRequest {}
