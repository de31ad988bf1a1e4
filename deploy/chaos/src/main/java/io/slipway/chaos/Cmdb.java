package io.slipway.chaos;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The CMDB: writes every callback down, and while it misbehaves answers some with 500 or 429, lets some hang, and resets some
 * connections after it has taken the callback.
 */
final class Cmdb implements AutoCloseable {
    private static final Duration HANG = Duration.ofSeconds(6); // longer than the dispatchers' limit
    private static final int MAX_LINE = 64 * 1024;

    private final ServerSocket server;
    private final History receipts;
    private final long seed;
    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "cmdb");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private final Map<String, Integer> finals = new ConcurrentHashMap<>();
    private volatile boolean misbehaving;
    private volatile boolean away;

    Cmdb(History receipts, long seed) throws IOException {
        this.receipts = receipts;
        this.seed = seed;
        this.server = new ServerSocket();
        server.bind(new InetSocketAddress("127.0.0.1", 0), 256);
        threads.execute(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/callbacks");
    }

    /** Whether one in three callbacks is answered badly. */
    void misbehave(boolean badly) {
        misbehaving = badly;
    }

    /** While true every connection is reset at once. */
    void away(boolean gone) {
        away = gone;
    }

    /** Whether the final callback of that round of the job was answered with 200. */
    boolean knowsFinal(String job, int round) {
        return finals.getOrDefault(job, 0) >= round;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (away) {
                socket.setSoLinger(true, 0);
                return;
            }
            InputStream in = new BufferedInputStream(socket.getInputStream());
            if (line(in).isEmpty()) {
                return;
            }
            Map<String, String> headers = new HashMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            answer(socket, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The caller has gone; it will come again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Socket socket, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        String id = headers.getOrDefault("webhook-id", "");
        String answer = decide(id);
        String job = headers.get("slipway-job");
        String event = headers.get("slipway-event");
        int round = Integer.parseInt(headers.getOrDefault("slipway-round", "1"));
        receipts.write(
                "id", id,
                "event", event,
                "job", job,
                "round", round,
                "stamp", headers.get("webhook-timestamp"),
                "signature", headers.get("webhook-signature"),
                "answer", answer,
                "body", body);
        switch (answer) {
            case "reset" -> socket.setSoLinger(true, 0);
            case "hang" -> Thread.sleep(HANG.toMillis());
            default ->
                socket.getOutputStream()
                        .write(("HTTP/1.1 " + answer + " .\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        }
        if (answer.equals("200") && "final".equals(event) && job != null) {
            finals.merge(job, round, Math::max);
        }
    }

    /** 20 % 500, 5 % 429, 5 % hang, 5 % taken and then reset, by seed, id and number of the try. */
    private String decide(String id) {
        int attempt = tries.merge(id, 1, Integer::sum);
        if (!misbehaving) {
            return "200";
        }
        int dice = new SplittableRandom(seed * 31 + id.hashCode() * 17L + attempt).nextInt(100);
        return dice < 20 ? "500" : dice < 25 ? "429" : dice < 30 ? "hang" : dice < 35 ? "reset" : "200";
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n' && line.size() < MAX_LINE; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
