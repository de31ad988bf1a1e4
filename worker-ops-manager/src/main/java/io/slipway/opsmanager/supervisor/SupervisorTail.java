package io.slipway.opsmanager.supervisor;

import io.slipway.opsmanager.supervisor.SupervisorException.Kind;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Follows a log over supervisord's plain HTTP pages, which send bytes as they are: the last 1,024, then what is written. No thread
 * waits meanwhile.
 */
public final class SupervisorTail {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final HttpClient client;

    public SupervisorTail(Duration connect) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(ProxySelector.of(null))
                .connectTimeout(connect)
                .build();
    }

    /** The stream of supervisord's own log. */
    public CompletableFuture<Integer> followOwn(SupervisorAddress address, Consumer<byte[]> bytes)
            throws SupervisorException {
        return follow(address, "/mainlogtail", bytes);
    }

    /**
     * The stream of a log of a process.
     *
     * @param bytes gets them as they come, one after another; must not wait
     * @return completes with the HTTP status when the stream ends: {@link #isNoLog}; fails where there was no connection. Cancel
     *     it to end the stream
     */
    public CompletableFuture<Integer> follow(
            SupervisorAddress address, LogKind kind, String process, Consumer<byte[]> bytes)
            throws SupervisorException {
        String name = URLEncoder.encode(process, StandardCharsets.UTF_8).replace("+", "%20");
        String channel = kind == LogKind.STDOUT ? "stdout" : "stderr";
        return follow(address, "/logtail/" + name + "/" + channel, bytes);
    }

    /** Whether there is no such process, or it has no log yet. */
    public static boolean isNoLog(int status) {
        return status == NOT_FOUND;
    }

    private CompletableFuture<Integer> follow(SupervisorAddress address, String path, Consumer<byte[]> bytes)
            throws SupervisorException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address.ip() + ":" + address.port() + path))
                .header("Authorization", address.authorization())
                .build();
        CompletableFuture<HttpResponse<Void>> sent = client.sendAsync(
                request,
                info -> info.statusCode() == OK
                        ? BodySubscribers.ofByteArrayConsumer(piece -> piece.ifPresent(bytes))
                        : BodySubscribers.replacing(null));
        CompletableFuture<Integer> ended = sent.thenApply(response -> {
            if (response.statusCode() == UNAUTHORIZED) {
                throw new CompletionException(
                        new SupervisorException(Kind.AUTH, "supervisord " + address + ": HTTP 401", null));
            }
            return response.statusCode();
        });
        ended.whenComplete((status, failure) -> {
            if (ended.isCancelled()) {
                sent.cancel(true);
            }
        });
        return ended;
    }
}
