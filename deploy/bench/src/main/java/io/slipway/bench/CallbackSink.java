package io.slipway.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The CMDB of the benchmark: notes when each job's final callback arrives. */
final class CallbackSink implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, CompletableFuture<Long>> finals = new ConcurrentHashMap<>();

    CallbackSink() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 256);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/callbacks";
    }

    /** Completes with the {@link System#nanoTime} at which the job's final callback was there. */
    CompletableFuture<Long> finalOf(String jobId) {
        return finals.computeIfAbsent(jobId, id -> new CompletableFuture<>());
    }

    private void take(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
        if ("final".equals(exchange.getRequestHeaders().getFirst("slipway-event"))) {
            finalOf(exchange.getRequestHeaders().getFirst("slipway-job")).complete(now);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
