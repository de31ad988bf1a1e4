package io.slipway.contract;

/**
 * How a command ended.
 *
 * @param ok true where it ran and did not answer with an error
 * @param output what it answered, at most 4 KiB
 */
public record CommandResult(boolean ok, String output) {}
