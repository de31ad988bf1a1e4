package io.slipway.dispatcher.notice;

import io.slipway.dispatcher.notice.NoticeWay.NotTakenException;
import io.slipway.dispatcher.store.Notice;
import io.slipway.dispatcher.store.Notice.State;
import io.slipway.dispatcher.store.Notice.Try;
import io.slipway.dispatcher.store.NoticeChannel;
import io.slipway.dispatcher.store.NoticeStore;
import io.slipway.dispatcher.store.ProjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Sends what waits, at least once, with growing pauses: one at a time for each channel, so that a slow one holds up nobody else. Runs on
 * the leader; what it knows is in the store.
 */
final class NoticeSender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NoticeSender.class);
    private static final long LOOK_MILLIS = 1000;
    private static final int MOST_DUE = 200;
    private static final int KEPT_TRIES = 10;

    private final BooleanSupplier leads;
    private final NoticeWatch watch;
    private final NoticeStore store;
    private final ProjectStore projects;
    private final NoticeWays ways;
    private final List<Duration> backoff;
    private final Clock clock;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(daemons("notices"));
    private final ExecutorService senders;

    NoticeSender(
            BooleanSupplier leads,
            NoticeWatch watch,
            NoticeStore store,
            ProjectStore projects,
            NoticeWays ways,
            NoticeProperties properties,
            Clock clock) {
        this.leads = leads;
        this.watch = watch;
        this.store = store;
        this.projects = projects;
        this.ways = ways;
        this.backoff = properties.backoff();
        this.clock = clock;
        this.senders = Executors.newFixedThreadPool(properties.senders(), daemons("notice-sender-"));
    }

    void start() {
        thread.scheduleWithFixedDelay(this::guardedLook, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        senders.shutdownNow();
    }

    private static CustomizableThreadFactory daemons(String name) {
        CustomizableThreadFactory factory = new CustomizableThreadFactory(name);
        factory.setDaemon(true);
        return factory;
    }

    private void guardedLook() {
        try {
            if (leads.getAsBoolean()) {
                watch.look();
                look();
            }
        } catch (RuntimeException e) { // the store is away: the next look is soon
            log.warn("could not look after the notices: {}", e.toString());
        }
    }

    private void look() {
        for (Notice notice : store.due(clock.instant(), MOST_DUE)) {
            String channel = notice.project() + "/" + notice.channel();
            if (busy.add(channel)) {
                senders.execute(() -> {
                    try {
                        send(notice);
                    } catch (RuntimeException e) { // sent once more, where it was sent
                        log.warn("notice {} not noted: {}", notice.id(), e.toString());
                    } finally {
                        busy.remove(channel);
                    }
                });
            }
        }
    }

    private void send(Notice notice) {
        Optional<NoticeChannel> channel = projects.find(notice.project())
                .flatMap(project -> project.noticeList().stream()
                        .filter(one -> one.name().equals(notice.channel()))
                        .findFirst());
        long begin = System.nanoTime();
        String error;
        try {
            error = channel.isEmpty() ? "the project has no such channel any more" : tried(channel.get(), notice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return; // we are stopping; whoever comes next sends it
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        Notice next = after(notice, error, millis, channel.isPresent());
        store.replace(next, notice.tries());
        if (next.state() == State.FAILED) {
            log.warn("notice {} is given up: {}", notice.id(), error);
        }
    }

    private String tried(NoticeChannel channel, Notice notice) throws InterruptedException {
        try {
            ways.of(channel).send(channel, notice);
            return "";
        } catch (NotTakenException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Notice after(Notice notice, String error, long millis, boolean again) {
        Instant now = clock.instant();
        int tries = notice.tries() + 1;
        List<Try> attempts = new ArrayList<>(notice.attempts());
        attempts.add(new Try(now, error, millis));
        if (attempts.size() > KEPT_TRIES) {
            attempts.remove(0);
        }
        boolean sent = error.isEmpty();
        boolean over = !again || tries >= backoff.size();
        State state = sent ? State.SENT : over ? State.FAILED : State.WAITING;
        @Nullable Instant nextTry = state == State.WAITING ? now.plus(backoff.get(tries)) : null;
        return new Notice(
                notice.id(),
                notice.project(),
                notice.channel(),
                notice.event(),
                notice.jobId(),
                notice.title(),
                notice.text(),
                notice.link(),
                state,
                tries,
                nextTry,
                notice.createdAt(),
                sent ? now : null,
                List.copyOf(attempts));
    }
}
