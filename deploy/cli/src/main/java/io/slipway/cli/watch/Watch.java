package io.slipway.cli.watch;

import io.slipway.cli.console.Console;
import io.slipway.cli.console.Paint;
import io.slipway.cli.console.TerminalSize;
import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.language.Texts;
import io.slipway.cli.remote.Dispatcher;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Watches a job until it ends. The job does not depend on it: whoever leaves, by Ctrl-C too, leaves it running. */
public final class Watch {
    private static final Duration FRAME = Duration.ofMillis(100);

    private final Dispatcher dispatcher;
    private final Console console;
    private final Paint paint;
    private final Texts texts;
    private final boolean draws;

    /** @param draws whether the picture is painted over itself; otherwise there are lines */
    public Watch(Dispatcher dispatcher, Console console, Paint paint, Texts texts, boolean draws) {
        this.dispatcher = dispatcher;
        this.console = console;
        this.paint = paint;
        this.texts = texts;
        this.draws = draws;
    }

    /**
     * How long a job is watched.
     *
     * @param limit longest time to watch; null: as long as it takes
     * @param pauses whether it is watched on while it waits for a person
     */
    public record Endurance(@Nullable Duration limit, boolean pauses) {
        public static final Endurance ENDLESS = new Endurance(null, true);
    }

    /**
     * Returns when the job has ended, or waits for a person where that is not watched.
     *
     * @throws CommandFailure UNKNOWN where the time is over
     */
    public void untilEnd(String jobId, Endurance endurance) {
        try (Display display = display();
                JobFeed feed = new JobFeed(dispatcher, jobId)) {
            Thread left = new Thread(() -> leave(display, jobId), "leave");
            Runtime.getRuntime().addShutdownHook(left);
            try {
                follow(feed, display, jobId, endurance);
            } finally {
                forget(left);
            }
        }
    }

    private Display display() {
        return draws
                ? new LiveDisplay(console.err(), paint, new TerminalSize(console.size()), dispatcher::now, texts)
                : new LineDisplay(console.err(), paint, dispatcher::now, texts);
    }

    private void follow(JobFeed feed, Display display, String jobId, Endurance endurance) {
        Duration limit = endurance.limit();
        JobPicture picture = new JobPicture();
        long begun = System.nanoTime();
        try {
            while (true) {
                long frameBegun = System.nanoTime();
                boolean changed = feed.next(picture, FRAME);
                changed |= feed.waves(picture);
                changed |= feed.explain(picture);
                display.show(picture, changed);
                JobLine job = picture.job();
                if (job != null && (job.isFinal() || (!endurance.pauses() && job.waitsForPerson()))) {
                    return;
                }
                if (limit != null && System.nanoTime() - begun > limit.toNanos()) {
                    throw new CommandFailure(
                            ExitCode.UNKNOWN,
                            texts.of("watch.timeout", Spell.of(limit)),
                            texts.of("watch.again", jobId));
                }
                rest(frameBegun);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(
                    ExitCode.INTERRUPTED, texts.of("watch.left.running"), texts.of("watch.again", jobId));
        }
    }

    /** At most one picture in a frame's time, however much happens. */
    private static void rest(long frameBegun) throws InterruptedException {
        long left = FRAME.toNanos() - (System.nanoTime() - frameBegun);
        if (left > 0) {
            Thread.sleep(left / 1_000_000);
        }
    }

    private void leave(Display display, String jobId) {
        display.close();
        console.err().println();
        console.err().println(texts.of("watch.left.running"));
        console.err().println("  " + texts.of("watch.again", jobId));
        console.err().flush();
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the program is being ended and the hook runs
        }
    }
}
