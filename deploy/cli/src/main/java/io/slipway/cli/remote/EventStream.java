package io.slipway.cli.remote;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events of one connection. The lines are put into a queue by the HTTP client; whoever asks for the next event reads
 * them. The end, whatever its reason, is an event too.
 */
public final class EventStream implements AutoCloseable {
    /** Name of the last event: nothing more will come on this connection. */
    public static final String END = "end";

    /** Name of the lines that only say that the connection lives. */
    public static final String ALIVE = "alive";

    /** One event; {@code data} is JSON, or the reason of the end. */
    public record Event(String name, String data) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Lines lines = new Lines(events);
    private @Nullable CompletableFuture<HttpResponse<String>> exchange;

    private EventStream() {}

    static EventStream open(HttpClient http, HttpRequest request) {
        EventStream stream = new EventStream();
        stream.exchange = http.sendAsync(request, stream::body);
        stream.exchange.whenComplete((answer, failure) -> stream.events.add(new Event(END, reason(answer, failure))));
        return stream;
    }

    /** @return nothing where none came within the time */
    public Optional<Event> next(Duration limit) throws InterruptedException {
        return Optional.ofNullable(events.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** @throws RefusedException where the end was a refusal, such as 404; an outage (502, 503, 504) is none */
    public void throwIfRefused() {
        CompletableFuture<HttpResponse<String>> ended = exchange;
        if (ended == null || !ended.isDone() || ended.isCompletedExceptionally()) {
            return;
        }
        HttpResponse<String> answer = ended.join();
        int status = answer.statusCode();
        if (status >= 400 && status < 500) {
            String id = answer.headers().firstValue("X-Request-Id").orElse("");
            throw new RefusedException(Problem.of(status, answer.body(), id));
        }
    }

    @Override
    public void close() {
        lines.cancel();
    }

    private BodySubscriber<String> body(HttpResponse.ResponseInfo info) {
        return info.statusCode() == 200
                ? BodySubscribers.fromLineSubscriber(lines, end -> "", StandardCharsets.UTF_8, null)
                : BodyHandlers.ofString(StandardCharsets.UTF_8).apply(info);
    }

    private static String reason(@Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
        return failure != null ? failure.toString() : answer == null ? "" : "HTTP " + answer.statusCode();
    }

    /** Lines to events. */
    private static final class Lines implements Flow.Subscriber<String> {
        private final BlockingQueue<Event> events;
        private final StringBuilder data = new StringBuilder();
        private String name = "";
        private Flow.@Nullable Subscription subscription;
        private boolean cancelled;

        Lines(BlockingQueue<Event> events) {
            this.events = events;
        }

        @Override
        public synchronized void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (cancelled) {
                given.cancel();
            } else {
                given.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                data.append(line, "data:".length(), line.length()).append('\n');
            } else if (line.startsWith(":")) {
                events.add(new Event(ALIVE, ""));
            } else if (line.isEmpty() && !name.isEmpty()) {
                events.add(new Event(name, data.toString()));
                name = "";
                data.setLength(0);
            }
        }

        @Override
        public void onError(Throwable failure) {
            // the exchange ends with it, too
        }

        @Override
        public void onComplete() {
            // the exchange ends with it, too
        }

        synchronized void cancel() {
            cancelled = true;
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }
}
