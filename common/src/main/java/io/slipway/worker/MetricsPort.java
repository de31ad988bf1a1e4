package io.slipway.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Answers {@code GET /metrics} of a worker in the text format of Prometheus, on one thread. There is no token: the address is a
 * loopback one where nobody sets another, and nothing but figures is told.
 */
final class MetricsPort implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(MetricsPort.class);
    private static final String PATH = "/metrics";

    private final String address;
    private final int port;
    private final Supplier<String> figures;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService thread;

    /** @param port 0 for none at all */
    MetricsPort(String address, int port, Supplier<String> figures) {
        this.address = address;
        this.port = port;
        this.figures = figures;
    }

    @Override
    public synchronized void start() {
        if (port == 0) {
            return;
        }
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(address, port), 0);
            ExecutorService one = Executors.newSingleThreadExecutor(runnable -> {
                Thread worker = new Thread(runnable, "metrics-port");
                worker.setDaemon(true);
                return worker;
            });
            opened.createContext(PATH, this::answer);
            opened.setExecutor(one);
            opened.start();
            server = opened;
            thread = one;
            log.info("figures at http://{}:{}{}", address, port, PATH);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "slipway.worker.metrics-port: cannot listen at " + address + ":" + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = figures.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
