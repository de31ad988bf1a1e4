package io.slipway.dispatcher.callback;

import com.standardwebhooks.Webhook;
import io.slipway.dispatcher.callback.CallbackEndpoints.Endpoint;
import io.slipway.dispatcher.store.Callback;
import io.slipway.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One POST of one callback: the frozen bytes, with the ids and the signature of Standard Webhooks in headers. Only 2xx is
 * delivery; redirects are not followed and answers are not read.
 */
public final class CallbackTry {
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

    private final HttpClient http;
    private final Clock clock;
    private final Duration timeout;

    /**
     * @param status HTTP status, 0 where there was no answer
     * @param retryAfter what the CMDB asked for, zero where it did not
     */
    record Answer(int status, String error, long millis, Duration retryAfter, boolean delivered) {
        static Answer none(String error) {
            return new Answer(0, error, 0, Duration.ZERO, false);
        }
    }

    public CallbackTry(Clock clock, Duration timeout) {
        this.clock = clock;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    CompletableFuture<Answer> send(Callback callback, Endpoint endpoint) {
        long begin = System.nanoTime();
        try {
            return http.sendAsync(request(callback, endpoint), HttpResponse.BodyHandlers.ofInputStream())
                    .thenApply(response -> answer(response, begin))
                    .exceptionally(failure -> Answer.none(String.valueOf(failure.getMessage())));
        } catch (Exception e) { // a URL or secret that cannot be used: shown to the operator, tried again after a fix
            return CompletableFuture.completedFuture(Answer.none("not sent: " + e.getMessage()));
        }
    }

    private HttpRequest request(Callback callback, Endpoint endpoint) throws Exception {
        long timestamp = clock.instant().getEpochSecond();
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.url())
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("webhook-id", callback.id())
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("slipway-event", callback.kind().name().toLowerCase(Locale.ROOT))
                .header("slipway-job", callback.jobId())
                .header("slipway-round", Integer.toString(callback.round()))
                .POST(HttpRequest.BodyPublishers.ofString(callback.body(), StandardCharsets.UTF_8));
        Trace.parse(callback.trace())
                .ifPresent(trace -> request.header(Trace.HEADER, trace.next().header()));
        String secret = endpoint.secret();
        if (!secret.isEmpty()) {
            request.header("webhook-signature", new Webhook(secret).sign(callback.id(), timestamp, callback.body()));
        }
        return request.build();
    }

    private static Answer answer(HttpResponse<InputStream> response, long begin) {
        try (InputStream unread = response.body()) {
            int status = response.statusCode();
            boolean delivered = status >= 200 && status < 300;
            return new Answer(
                    status,
                    delivered ? "" : "HTTP " + status,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
                    retryAfter(response),
                    delivered);
        } catch (IOException e) {
            return Answer.none(String.valueOf(e.getMessage()));
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .map(wait -> wait.compareTo(LONGEST_RETRY_AFTER) < 0 ? wait : LONGEST_RETRY_AFTER)
                .orElse(Duration.ZERO);
    }
}
