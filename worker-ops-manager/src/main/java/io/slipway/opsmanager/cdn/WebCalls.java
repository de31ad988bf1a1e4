package io.slipway.opsmanager.cdn;

import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.worker.Cancellation;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP calls with bounds: each has a limit over all, a largest body, follows no redirect and takes no proxy from the
 * environment. What got no whole answer in time is unknown, not failed.
 */
final class WebCalls {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final HttpClient client;

    WebCalls(Duration connect) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(ProxySelector.of(null))
                .connectTimeout(connect)
                .build();
    }

    /**
     * @param what begins messages, for example {@code purge}
     * @param refused code where nothing listens there
     * @throws OrderEndedException failed where the connection was refused, unknown where it was cut off or took too long
     * @throws InterruptedIOException where the thread was interrupted
     */
    HttpResponse<BodyDigest.Seen> send(
            String what,
            FailureCode refused,
            HttpRequest request,
            Duration limit,
            long maxBytes,
            Cancellation cancellation)
            throws IOException {
        CompletableFuture<HttpResponse<BodyDigest.Seen>> answer =
                client.sendAsync(request, info -> new BodyDigest(maxBytes));
        try {
            return await(answer, limit, cancellation);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(what);
        } catch (TimeoutException e) {
            throw unknown(what, request.uri(), "no whole answer in " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof ConnectException && !isTimeout(cause)) {
                throw OrderEndedException.failed(refused, what + " of " + shown(request.uri()) + ": no connection");
            }
            throw unknown(what, request.uri(), String.valueOf(cause));
        } finally {
            answer.cancel(true);
        }
    }

    /** The address as it may stand in a message: a query may hold a secret. */
    static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority() + uri.getRawPath();
    }

    private static <T> T await(CompletableFuture<T> answer, Duration limit, Cancellation cancellation)
            throws InterruptedException, ExecutionException, TimeoutException {
        long start = System.nanoTime();
        while (true) {
            cancellation.check();
            long left = limit.toNanos() - (System.nanoTime() - start);
            try {
                return answer.get(Math.max(1, Math.min(left, LOOK_NANOS)), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (left <= LOOK_NANOS) {
                    throw e;
                }
            }
        }
    }

    private static boolean isTimeout(@Nullable Throwable cause) {
        return String.valueOf(cause).contains("timed out");
    }

    private static OrderEndedException unknown(String what, URI uri, String why) {
        return OrderEndedException.unknown(
                Failure.of(FailureCode.OUTCOME_UNKNOWN, what + " of " + shown(uri) + ": " + why));
    }
}
