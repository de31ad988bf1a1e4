package io.slipway.dispatcher.store;

import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * When a project may be changed. Without windows it always may, but for freezes.
 *
 * @param project its code
 * @param zone name of the time zone of the windows, for example {@code Asia/Shanghai}
 * @param revision raised by every write
 */
public record Maintenance(
        @BsonId String project, String zone, List<Window> windows, List<Freeze> freezes, long revision) {

    /**
     * Every week on these days.
     *
     * @param days 1 (Monday) to 7, on which it begins; empty for every day
     * @param from {@code HH:mm}
     * @param to {@code HH:mm} or {@code 24:00}; on the next day where it is not after {@code from}
     */
    public record Window(List<Integer> days, String from, String to) {}

    /**
     * No changes, whatever the windows say.
     *
     * @param until null for until it is lifted
     */
    public record Freeze(Instant from, @Nullable Instant until, String reason) {
        public boolean covers(Instant at) {
            return !at.isBefore(from) && (until == null || at.isBefore(until));
        }
    }

    /** Nothing is closed. */
    public static Maintenance open(String project) {
        return new Maintenance(project, "Asia/Shanghai", List.of(), List.of(), 0);
    }
}
