package io.slipway.opsmanager.web;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Short HTTP/1.1 calls: a limit over all, a largest answer, no redirect, no proxy from the environment. */
public final class WebClient {
    private static final int MAX_BYTES = 64 * 1024;

    private final HttpClient client;

    /**
     * @param status of HTTP
     * @param text of the answer, read as UTF-8
     */
    public record Reply(int status, String text) {
        public boolean ok() {
            return status / 100 == 2;
        }
    }

    public WebClient(Duration connect) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(ProxySelector.of(null))
                .connectTimeout(connect)
                .build();
    }

    /** @throws IOException where no whole answer came in time */
    public Reply send(HttpRequest request, Duration limit) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request, info -> new BoundedBody(MAX_BYTES));
        try {
            HttpResponse<byte[]> response = sent.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            throw new InterruptedIOException("no whole answer in " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            sent.cancel(true);
        }
    }
}
