package io.slipway.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A CMDB that remembers every call and answers as told. */
public final class CmdbSink implements AutoCloseable {
    private final HttpServer server;
    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private volatile Function<Receipt, Integer> answer = receipt -> 200;

    /** One call: what was sent and what was answered. */
    public record Receipt(String id, String event, String timestamp, String signature, String trace, String body) {}

    public CmdbSink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(runnable -> {
            Thread thread = new Thread(runnable, "cmdb-sink");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::receive);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/callback");
    }

    /** HTTP status for every further call. */
    public void answerWith(Function<Receipt, Integer> status) {
        answer = status;
    }

    /** All calls, those answered with an error included, in the order they came. */
    public List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    public List<Receipt> receiptsOf(String jobId) {
        return receipts.stream()
                .filter(receipt -> receipt.id().startsWith(jobId + ":"))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        Receipt receipt = new Receipt(
                header(exchange, "webhook-id"),
                header(exchange, "slipway-event"),
                header(exchange, "webhook-timestamp"),
                header(exchange, "webhook-signature"),
                header(exchange, "traceparent"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        int status = answer.apply(receipt);
        receipts.add(receipt);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
