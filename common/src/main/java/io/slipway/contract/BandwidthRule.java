package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How fast files may go to an rsync manager at a time of day.
 *
 * @param from first minute it holds, {@code HH:mm}; null, together with {@code to}, for the whole day
 * @param to first minute it holds no more; earlier than {@code from} for the next day
 * @param kibPerSecond KiB per second, at least 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BandwidthRule(@Nullable String from, @Nullable String to, int kibPerSecond) {
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    /** True for {@code 00:00} to {@code 23:59}. */
    public static boolean timeAllowed(String text) {
        return TIME.matcher(text).matches();
    }

    /** @throws java.time.DateTimeException where a time cannot be read */
    public boolean covers(LocalTime time) {
        if (from == null || to == null) {
            return true;
        }
        LocalTime first = LocalTime.parse(from);
        LocalTime end = LocalTime.parse(to);
        boolean begun = !time.isBefore(first);
        boolean over = !time.isBefore(end);
        return first.isBefore(end) ? begun && !over : begun || !over;
    }
}
