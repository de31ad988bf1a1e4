package io.slipway.opsmanager.supervisor;

/**
 * The end of a log.
 *
 * @param text with its control characters
 * @param size bytes of the whole log: where to read on
 * @param overflow true where the log held more than was asked for
 */
public record LogTail(String text, long size, boolean overflow) {}
