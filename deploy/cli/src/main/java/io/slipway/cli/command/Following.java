package io.slipway.cli.command;

import io.slipway.cli.remote.EventStream;
import io.slipway.cli.remote.EventStream.Event;
import java.time.Duration;
import java.util.function.Consumer;

/** A live stream that is read until Ctrl-C. A lost one is opened again; what the dispatcher sends first then tells what was missed. */
final class Following {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** The dispatcher sends a sign of life far more often. */
    private static final Duration SILENCE = Duration.ofSeconds(40);

    private final Session session;
    private final Runnable lost;

    /** @param lost told before each time it is opened again */
    Following(Session session, Runnable lost) {
        this.session = session;
        this.lost = lost;
    }

    /**
     * Returns when the program is to end.
     *
     * @throws io.slipway.cli.remote.RefusedException where it may not be read (any more)
     */
    void read(String path, Consumer<Event> each) {
        try {
            while (true) {
                untilItEnds(path, each);
                lost.run();
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void untilItEnds(String path, Consumer<Event> each) throws InterruptedException {
        try (EventStream events = session.dispatcher().stream(path)) {
            boolean open = true;
            while (open) {
                Event event = events.next(SILENCE).orElse(new Event(EventStream.END, "silent"));
                open = !event.name().equals(EventStream.END);
                each.accept(event);
            }
            events.throwIfRefused();
        }
    }
}
