package io.slipway.contract;

/**
 * Names one run of one command that must not run twice.
 *
 * @param index position in the manifest's commands
 */
public record CommandKey(String targetId, String server, int index) {}
