package io.slipway.contract;

/**
 * How far a piece of work is.
 *
 * @param phase one word such as {@code copy}, {@code verify}, {@code erl}
 * @param done how much is done
 * @param total how much there is, 0 where unknown
 * @param unit {@code bytes}, {@code files} or {@code servers}
 */
public record Progress(String phase, long done, long total, String unit) {}
