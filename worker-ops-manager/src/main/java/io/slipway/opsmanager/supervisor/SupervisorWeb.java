package io.slipway.opsmanager.supervisor;

import io.slipway.opsmanager.supervisor.SupervisorException.Kind;
import io.slipway.opsmanager.web.BoundedBody;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Carries calls to supervisords over HTTP/1.1 with kept connections: no redirects, no proxy, a limit for each call and a
 * largest answer. One for a whole program; safe for many threads.
 */
public final class SupervisorWeb {
    /** Largest answer: a page of a log, or the states of some thousand processes. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int SERVER_ERROR = 500;

    private final HttpClient client;
    private final Duration answer;
    private final int maxBytes;

    /**
     * @param connect longest wait for a connection
     * @param answer longest wait for a whole answer, the connection included
     */
    public SupervisorWeb(Duration connect, Duration answer) {
        this(connect, answer, MAX_BYTES);
    }

    SupervisorWeb(Duration connect, Duration answer, int maxBytes) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(ProxySelector.of(null))
                .connectTimeout(connect)
                .build();
        this.answer = answer;
        this.maxBytes = maxBytes;
    }

    /**
     * One call, sent once.
     *
     * @return String, Long, Boolean, Double, List or Map
     * @throws SupervisorFault where supervisord refused it
     */
    Object call(SupervisorAddress address, SupervisorCall call) throws SupervisorException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.uri())
                .header("Authorization", address.authorization())
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofByteArray(XmlRpcWriter.write(call)))
                .build();
        HttpResponse<byte[]> response = send(address, request);
        if (response.statusCode() == OK) {
            try {
                return XmlRpcReader.read(response.body());
            } catch (MalformedAnswerException e) {
                throw trouble(Kind.BAD_ANSWER, address, String.valueOf(e.getMessage()), e);
            }
        }
        throw refused(address, response.statusCode());
    }

    /** Whether it answers without a password: then everybody who reaches it can steer the game servers. */
    public boolean isOpenToAll(SupervisorAddress address) throws SupervisorException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.uri())
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofByteArray(XmlRpcWriter.write(SupervisorCall.of(SupervisorMethod.VERSION))))
                .build();
        return send(address, request).statusCode() == OK;
    }

    private HttpResponse<byte[]> send(SupervisorAddress address, HttpRequest request)
            throws SupervisorException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request, info -> new BoundedBody(maxBytes));
        try {
            return sent.get(answer.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw trouble(Kind.NO_ANSWER, address, "no whole answer in " + answer.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw ofCause(address, e.getCause());
        } finally {
            sent.cancel(true);
        }
    }

    private static SupervisorException ofCause(SupervisorAddress address, @Nullable Throwable cause) {
        if (cause instanceof ConnectException) {
            return trouble(Kind.UNREACHABLE, address, "nothing listens there, or no way to it", cause);
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return trouble(Kind.UNREACHABLE, address, "no connection in time", cause);
        }
        if (cause instanceof BoundedBody.TooLongException) {
            return trouble(Kind.BAD_ANSWER, address, String.valueOf(cause.getMessage()), cause);
        }
        if (cause instanceof IOException) {
            return trouble(Kind.CUT_OFF, address, "cut off: " + cause.getMessage(), cause);
        }
        throw new IllegalStateException("a call to " + address, cause);
    }

    private static SupervisorException refused(SupervisorAddress address, int status) {
        Kind kind = status == UNAUTHORIZED ? Kind.AUTH : status == SERVER_ERROR ? Kind.SERVER_ERROR : Kind.BAD_ANSWER;
        return trouble(kind, address, "HTTP " + status, null);
    }

    private static SupervisorException trouble(
            Kind kind, SupervisorAddress address, String what, @Nullable Throwable cause) {
        return new SupervisorException(kind, "supervisord " + address + ": " + what, cause);
    }
}
