package io.slipway.opsmanager.service;

import io.slipway.contract.GameServer;
import io.slipway.contract.HealthCheck;
import io.slipway.opsmanager.web.WebClient;
import io.slipway.worker.Cancellation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Asks a game server whether it is well, again and again until it is or its time is over. */
final class HealthLook {
    private static final Duration LONGEST_TRY = Duration.ofSeconds(3);
    private static final long FIRST_PAUSE = Duration.ofMillis(50).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LOOK = Duration.ofMillis(100).toNanos();

    private final String ip;
    private final WebClient web;
    private final NodeAsk node;
    private final Cancellation cancellation;

    HealthLook(String ip, WebClient web, NodeAsk node, Cancellation cancellation) {
        this.ip = ip;
        this.web = web;
        this.node = node;
        this.cancellation = cancellation;
    }

    /**
     * @return empty where it is well, else the last thing that was wrong
     * @throws io.slipway.worker.OrderEndedException where the job is cancelled meanwhile
     */
    String problem(GameServer server, HealthCheck check) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(check.withinSeconds());
        long pause = FIRST_PAUSE;
        while (true) {
            cancellation.check();
            Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
            String problem = once(server, check, left.compareTo(LONGEST_TRY) < 0 ? left : LONGEST_TRY);
            if (problem.isEmpty() || System.nanoTime() + pause - end > 0) {
                return problem;
            }
            rest(pause);
            pause = Math.min(LONGEST_PAUSE, 2 * pause);
        }
    }

    /** For the result: {@code TCP 127.0.0.1:8000}. */
    String name(HealthCheck check) {
        return switch (check.kind()) {
            case TCP -> "TCP " + ip + ":" + check.port();
            case HTTP -> "HTTP " + ip + ":" + check.port() + check.path();
            case ERLANG -> "Erlang " + check.call();
        };
    }

    private String once(GameServer server, HealthCheck check, Duration limit) throws InterruptedException {
        return switch (check.kind()) {
            case TCP -> tcp(Objects.requireNonNull(check.port()), limit);
            case HTTP -> http(Objects.requireNonNull(check.port()), Objects.requireNonNull(check.path()), limit);
            case ERLANG -> node.problem(server, Objects.requireNonNull(check.call()), limit);
        };
    }

    private String tcp(int port, Duration limit) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(ip, port), (int) limit.toMillis());
            return "";
        } catch (IOException e) {
            return "连接失败: " + e.getMessage();
        }
    }

    private String http(int port, String path, Duration limit) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + ip + ":" + port + path))
                .GET()
                .build();
        try {
            WebClient.Reply reply = web.send(request, limit);
            return reply.ok() ? "" : "返回 HTTP " + reply.status();
        } catch (IOException e) {
            return "无应答: " + e.getMessage();
        }
    }

    /** Waits, but not past a cancel. */
    private void rest(long nanos) throws InterruptedException {
        for (long left = nanos; left > 0; left -= LOOK) {
            cancellation.check();
            TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK));
        }
    }
}
