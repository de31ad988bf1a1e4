package io.slipway.dispatcher.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a stream, for clients that come back. Not thread-safe.
 *
 * @param <E> what an event says
 */
public final class EventHistory<E> {
    /** About a minute at four a second; fewer than a subscriber may have waiting. */
    private static final int MOST = 150;

    private final String epoch = UUID.randomUUID().toString().substring(0, 8);
    private final Deque<Entry<E>> entries = new ArrayDeque<>();
    private long number;

    /** @param id by which a client names it when it comes back */
    public record Entry<E>(long number, String id, E event) {}

    /** @return the id of the event */
    public String add(E event) {
        number++;
        entries.add(new Entry<>(number, lastId(), event));
        if (entries.size() > MOST) {
            entries.remove();
        }
        return lastId();
    }

    /** Of the newest event, also before there is one. */
    public String lastId() {
        return epoch + "-" + number;
    }

    /** What came after the event with that id; null where that is not known any more. */
    public @Nullable List<Entry<E>> since(@Nullable String id) {
        if (id == null || !id.startsWith(epoch + "-")) {
            return null;
        }
        long seen = number(id.substring(epoch.length() + 1));
        long first = entries.isEmpty() ? number + 1 : entries.element().number();
        if (seen < first - 1 || seen > number) {
            return null;
        }
        return new ArrayList<>(
                entries.stream().filter(entry -> entry.number() > seen).toList());
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
