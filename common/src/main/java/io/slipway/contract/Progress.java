package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How far a piece of work is.
 *
 * @param phase one word such as {@code copy}, {@code verify}, {@code erl}
 * @param done how much is done
 * @param total how much there is, 0 where unknown
 * @param unit {@code bytes}, {@code files} or {@code servers}
 * @param kibPerSecond the limit that it is held to at this moment; null for none
 */
public record Progress(
        String phase,
        long done,
        long total,
        String unit,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer kibPerSecond) {

    /** Without a limit. */
    public Progress(String phase, long done, long total, String unit) {
        this(phase, done, total, unit, null);
    }
}
