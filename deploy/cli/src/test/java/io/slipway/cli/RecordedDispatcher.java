package io.slipway.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that plays answers a dispatcher gave, for what cannot be made to happen at a real one at will. */
public final class RecordedDispatcher implements AutoCloseable {
    /** A request as it came; the query belongs to the path. */
    public record Request(String method, String path, Map<String, List<String>> headers, String body) {
        /** The first header of that name, or empty. */
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    /** How a request is answered. */
    @FunctionalInterface
    public interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    public RecordedDispatcher() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @param call such as {@code GET /api/v1/workers}; the last reply given for a call is played for ever */
    public RecordedDispatcher on(String call, Reply reply) {
        replies.computeIfAbsent(call, key -> new ArrayDeque<>()).add(reply);
        return this;
    }

    /** As {@link #on}, for every call that begins so and is not given itself. */
    public RecordedDispatcher onEvery(String begin, Reply reply) {
        return on(begin + "*", reply);
    }

    public RecordedDispatcher on(String call, int status, String body) {
        return on(call, json(status, body));
    }

    public List<Request> requests() {
        return requests;
    }

    /** Requests of a call. */
    public List<Request> requests(String call) {
        return requests.stream()
                .filter(request -> (request.method() + " " + request.path()).equals(call))
                .toList();
    }

    public static Reply json(int status, String body) {
        return typed(status, status >= 400 ? "application/problem+json" : "application/json", body);
    }

    public static Reply typed(int status, String type, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("X-Request-Id", "request-1");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** The connection ends without an answer, as when a dispatcher is killed. */
    public static Reply cutOff() {
        return exchange -> {
            throw new IOException("cut off");
        };
    }

    /** A live stream: events as {@code name data}, then the connection ends. */
    public static Reply stream(String... events) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            for (String event : events) {
                String[] parts = event.split(" ", 2);
                String text = "event:" + parts[0] + "\nid:1\ndata:" + parts[1] + "\n\n";
                body.write(text.getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(exchange.getRequestMethod(), path, Map.copyOf(exchange.getRequestHeaders()), body));
        try (exchange) {
            next(exchange.getRequestMethod() + " " + path).to(exchange);
        }
    }

    private Reply next(String call) {
        Deque<Reply> known = replies.containsKey(call)
                ? replies.get(call)
                : replies.entrySet().stream()
                        .filter(given -> given.getKey().endsWith("*"))
                        .filter(given -> call.startsWith(
                                given.getKey().substring(0, given.getKey().length() - 1)))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
        if (known == null) {
            return json(
                    404,
                    "{\"title\":\"not recorded: " + call + "\",\"status\":404,\"code\":\"not_found\",\"errors\":[]}");
        }
        synchronized (known) {
            return known.size() > 1 ? known.removeFirst() : known.getFirst();
        }
    }
}
