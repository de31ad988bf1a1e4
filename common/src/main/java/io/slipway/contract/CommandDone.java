package io.slipway.contract;

/** Says how a granted command ended, so that no later attempt runs it again. */
public record CommandDone(CommandKey command, int attempt, int round, CommandResult result) implements WorkerRequest {}
