package io.slipway.cli.watch;

import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.EventStream;
import io.slipway.cli.remote.EventStream.Event;
import io.slipway.cli.remote.Fields;
import io.slipway.cli.remote.NoAnswerException;
import io.slipway.cli.remote.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Brings a picture up to date: from the live stream, opened again after a loss; where it cannot be kept open, from asking again and
 * again, with a try of the stream now and then.
 */
final class JobFeed implements AutoCloseable {
    private static final int LOSSES_BEFORE_POLLING = 3;
    private static final int POLLS_BEFORE_STREAM = 10;
    private static final int PAGE = 500;

    private final Dispatcher dispatcher;
    private final String jobId;
    private @Nullable EventStream stream;
    private long heardAt;
    private long waitUntil;
    private long askWavesAt = System.nanoTime();
    private int losses;
    private int polls;

    JobFeed(Dispatcher dispatcher, String jobId) {
        this.dispatcher = dispatcher;
        this.jobId = jobId;
    }

    /**
     * Takes what comes within the time.
     *
     * @return whether the picture changed
     * @throws RefusedException where the job may not be seen (any more)
     */
    boolean next(JobPicture picture, Duration limit) throws InterruptedException {
        long now = System.nanoTime();
        if (stream == null && now < waitUntil) {
            Thread.sleep(Math.min(limit.toMillis(), Math.max(1, (waitUntil - now) / 1_000_000)));
            return false;
        }
        if (stream == null && losses >= LOSSES_BEFORE_POLLING && polls < POLLS_BEFORE_STREAM) {
            return poll(picture);
        }
        if (stream == null) {
            stream = dispatcher.events(jobId);
            heardAt = now;
            polls = 0;
        }
        return hear(stream, picture, limit);
    }

    /** Asks what went wrong, where a failure of a new kind came up. @return whether the picture changed */
    boolean explain(JobPicture picture) {
        if (!picture.wantsDetails()) {
            return false;
        }
        try {
            for (String state : List.of("FAILED", "UNKNOWN")) {
                picture.details(targets("&state=" + state, 1));
            }
            return true;
        } catch (NoAnswerException | RefusedException away) {
            return false; // the next change asks again
        }
    }

    /** Asks which hosts are in which wave, where that is not known yet. @return whether the picture changed */
    boolean waves(JobPicture picture) {
        if (!picture.wantsWaves() || System.nanoTime() < askWavesAt) {
            return false;
        }
        askWavesAt = System.nanoTime() + dispatcher.patience().poll().toNanos();
        try {
            picture.waves(dispatcher.get(path() + "/waves").path("waves"));
            return true;
        } catch (NoAnswerException | RefusedException away) {
            return false; // the next look asks again
        }
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    private boolean hear(EventStream open, JobPicture picture, Duration limit) throws InterruptedException {
        Optional<Event> event = open.next(limit);
        if (event.isEmpty()) {
            boolean silent = System.nanoTime() - heardAt
                    > dispatcher.patience().silence().toNanos();
            return silent && lost(picture);
        }
        boolean changed = false;
        for (Optional<Event> one = event; one.isPresent(); one = open.next(Duration.ZERO)) {
            heardAt = System.nanoTime();
            if (one.get().name().equals(EventStream.END)) {
                open.throwIfRefused();
                return lost(picture) || changed;
            }
            changed |= take(one.get(), picture);
        }
        return changed;
    }

    private boolean take(Event event, JobPicture picture) {
        try {
            switch (event.name()) {
                case "snapshot" -> {
                    picture.snapshot(Documents.readJson(event.data()));
                    picture.live(true);
                    losses = 0;
                }
                case "target" ->
                    picture.targets(Documents.readJson(event.data()).path("targets"));
                case "job" -> picture.job(Documents.readJson(event.data()));
                default -> {
                    return false;
                }
            }
            return true;
        } catch (JacksonException torn) {
            return lost(picture);
        }
    }

    private boolean lost(JobPicture picture) {
        close();
        losses++;
        waitUntil = System.nanoTime() + pauseNanos();
        JobLine job = picture.job();
        boolean over = job != null && job.isFinal();
        boolean news = picture.live() && !over && losses > 1; // a single loss is mended within a moment
        if (news) {
            picture.live(false);
        }
        return news;
    }

    private boolean poll(JobPicture picture) {
        polls++;
        waitUntil = System.nanoTime() + pauseNanos();
        try {
            JsonNode job = dispatcher.get(path());
            picture.targets(targets("", Integer.MAX_VALUE));
            picture.job(job);
            picture.live(true);
            return true;
        } catch (NoAnswerException away) {
            return lost(picture);
        } catch (RefusedException e) {
            if (e.problem().status() >= 500) {
                return lost(picture);
            }
            throw e;
        }
    }

    private JsonNode targets(String filter, int pages) {
        List<JsonNode> all = new ArrayList<>();
        String token = "";
        for (int page = 0; page < pages; page++) {
            JsonNode answer = dispatcher.get(path() + "/targets?limit=" + PAGE + filter + token);
            all.addAll(Fields.list(answer, "targets"));
            String next = Fields.text(answer, "next_page_token");
            if (next.isEmpty()) {
                break;
            }
            token = "&page_token=" + Dispatcher.segment(next);
        }
        return Documents.object().putArray("targets").addAll(all);
    }

    private String path() {
        return "/api/v1/jobs/" + Dispatcher.segment(jobId);
    }

    private long pauseNanos() {
        long poll = dispatcher.patience().poll().toNanos();
        return losses <= 1 ? poll / 8 : poll;
    }
}
