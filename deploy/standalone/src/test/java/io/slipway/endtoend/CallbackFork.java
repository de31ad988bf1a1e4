package io.slipway.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Hands each callback on to several CMDBs, byte for byte and with its headers, and answers with the worst of their answers.
 * It also keeps what went by, to send it again.
 */
final class CallbackFork implements AutoCloseable {
    /** A connection that was dropped. */
    private static final int NO_ANSWER = 599;

    private static final List<String> HANDED_ON = List.of(
            "content-type",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "slipway-event",
            "slipway-job",
            "slipway-round");

    private final HttpServer server;
    private final List<URI> cmdbs;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** @param headers lower-case name to value */
    record Call(Map<String, String> headers, byte[] body) {
        String id() {
            return headers.getOrDefault("webhook-id", "");
        }

        Call with(String header, String value) {
            Map<String, String> changed = new TreeMap<>(headers);
            changed.put(header, value);
            return new Call(changed, body);
        }

        Call saying(byte[] otherBody) {
            return new Call(headers, otherBody);
        }
    }

    CallbackFork(List<URI> cmdbs) throws IOException {
        this.cmdbs = cmdbs;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(runnable -> {
            Thread thread = new Thread(runnable, "callback-fork");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::receive);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/callback");
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The first call with this id. */
    Call call(String id) {
        return calls.stream()
                .filter(call -> call.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no callback " + id));
    }

    /** @return each CMDB's status and body, in their order */
    List<String> send(Call call) {
        return cmdbs.stream().map(cmdb -> sendTo(cmdb, call)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String name : HANDED_ON) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        Call call = new Call(headers, exchange.getRequestBody().readAllBytes());
        calls.add(call);
        int worst = send(call).stream()
                .mapToInt(answer -> Integer.parseInt(answer.substring(0, 3)))
                .max()
                .orElse(200);
        exchange.sendResponseHeaders(worst, -1);
        exchange.close();
    }

    /** Over a new connection: one kept from before may lead to a process that is gone. */
    private static String sendTo(URI cmdb, Call call) {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(cmdb).POST(HttpRequest.BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::header);
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body().replace(" ", "");
        } catch (IOException e) {
            return NO_ANSWER + " " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
