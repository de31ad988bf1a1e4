package io.slipway.dispatcher.versions.maven;

import io.slipway.dispatcher.versions.look.Deadline;
import io.slipway.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * GETs for one repository: a few redirects, never from https to http, the password only to the repository itself, and an end to
 * every answer, however slowly it comes.
 */
final class MavenClient {
    private static final int MOST_REDIRECTS = 3;
    private static final int RESTING_SECONDS = 2;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int SMALL_BYTES = 4 << 20;
    private static final Duration SMALL_LIMIT = Duration.ofSeconds(20);

    private final HttpClient http;
    private final URI repository;
    private final @Nullable String authorization;

    /** @param repository with a slash at its end */
    MavenClient(HttpClient http, URI repository, @Nullable String user, Optional<Secret> password) {
        this.http = http;
        this.repository = repository;
        this.authorization = user == null || password.isEmpty()
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (user + ":" + password.get().reveal()).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param body empty unless the status is 200
     * @param conditions header fields that ask for it only where it has changed; empty where that cannot be told
     */
    record Small(int status, byte[] body, Map<String, String> conditions) {}

    /** @param lastModified of a 200, null where it is not said */
    record Large(int status, @Nullable String lastModified) {}

    /** A document of at most 4 MiB. @param conditions header fields of a conditional request */
    Small small(String path, Map<String, String> conditions, Deadline deadline)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpResponse<Void> answer = get(path, conditions, shorter(deadline.left()), bytes -> {
            if (body.size() + bytes.length > SMALL_BYTES) {
                throw new TooLongException();
            }
            body.writeBytes(bytes);
        });
        return new Small(answer.statusCode(), body.toByteArray(), conditions(answer));
    }

    /**
     * Servers count in whole seconds: what was changed in the second it was read could change again unseen (RFC 9110, section
     * 8.8.2.2), also behind an ETag made from time and size.
     */
    private static Map<String, String> conditions(HttpResponse<Void> answer) {
        String modified = header(answer, "Last-Modified");
        Instant changed = HttpTime.parse(modified);
        Instant answered = HttpTime.parse(header(answer, "Date"));
        if (changed != null && (answered == null || answered.isBefore(changed.plusSeconds(RESTING_SECONDS)))) {
            return Map.of();
        }
        String etag = header(answer, "ETag");
        if (etag != null) {
            return Map.of("If-None-Match", etag);
        }
        return modified == null ? Map.of() : Map.of("If-Modified-Since", modified);
    }

    /** A file of any size, handed on in pieces on a thread of the client. */
    Large large(String path, Consumer<byte[]> pieces, Deadline deadline) throws IOException, InterruptedException {
        HttpResponse<Void> answer = get(path, Map.of(), deadline.left(), pieces);
        return new Large(answer.statusCode(), header(answer, "Last-Modified"));
    }

    private HttpResponse<Void> get(String path, Map<String, String> headers, Duration limit, Consumer<byte[]> pieces)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        URI at = repository.resolve(path);
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpResponse<Void> answer = once(at, headers, Duration.ofNanos(end - System.nanoTime()), pieces);
            if (!REDIRECTS.contains(answer.statusCode())) {
                return answer;
            }
            at = next(at, answer);
        }
        throw new IOException("more than " + MOST_REDIRECTS + " redirects");
    }

    private HttpResponse<Void> once(URI at, Map<String, String> headers, Duration limit, Consumer<byte[]> pieces)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at).GET();
        headers.forEach(request::header);
        if (authorization != null && sameServer(at)) {
            request.header("Authorization", authorization);
        }
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(
                request.build(),
                head -> head.statusCode() == 200
                        ? HttpResponse.BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(pieces))
                        : HttpResponse.BodySubscribers.replacing(null));
        try {
            return answer.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no complete answer in time");
        } catch (ExecutionException e) {
            throw causeOf(e);
        } finally {
            answer.cancel(true); // ends the connection where it still runs
        }
    }

    private static IOException causeOf(ExecutionException e) {
        for (Throwable at = e.getCause(); at != null; at = at.getCause()) {
            if (at instanceof TooLongException) {
                return new IOException("the answer is too long");
            }
        }
        return e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }

    private static URI next(URI at, HttpResponse<Void> answer) throws IOException {
        String location = answer.headers().firstValue("Location").orElse("");
        try {
            URI next = at.resolve(location);
            boolean allowed = "https".equals(next.getScheme())
                    || ("http".equals(next.getScheme()) && "http".equals(at.getScheme()));
            if (allowed && next.getHost() != null && next.getUserInfo() == null) {
                return next;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new IOException("a redirect that is not followed");
    }

    private boolean sameServer(URI at) {
        return repository.getScheme().equals(at.getScheme())
                && repository.getHost().equals(at.getHost())
                && repository.getPort() == at.getPort();
    }

    private static Duration shorter(Duration left) {
        return left.compareTo(SMALL_LIMIT) < 0 ? left : SMALL_LIMIT;
    }

    private static @Nullable String header(HttpResponse<Void> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    /** More than is taken; thrown on a thread of the client, where nothing checked can be. */
    static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
