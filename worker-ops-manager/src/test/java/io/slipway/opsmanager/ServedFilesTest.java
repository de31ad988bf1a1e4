package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.contract.OutcomeKind;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.cdn.CdnOrigin;
import io.slipway.opsmanager.cdn.CdnOrigin.Fresh;
import io.slipway.opsmanager.cdn.CdnOrigin.Purge;
import io.slipway.peers.FreePorts;
import io.slipway.peers.Nginx;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens after the files are in place: caches are purged, then every file is fetched as a player would. */
class ServedFilesTest {
    @TempDir
    Path directory;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private CdnOrder order;
    private @Nullable Nginx nginx;
    private @Nullable HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void pushed() throws Exception {
        order = new CdnOrder(directory).file("a.txt", "new a").file("res/图 片#1?.png", "new picture");
    }

    @AfterEach
    void stop() {
        ended.countDown();
        if (nginx != null) {
            nginx.close();
        }
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }

    @Test
    void filesAreFetchedThroughTheWebServer() throws Exception {
        String url = nginx("").url();
        order.checkedAt(url + "/{path}");
        assertThat(order.apply("t1").failure()).isNull();
        order.clientType = 1;
        order.with(order.local(url + "/{path}", Fresh.QUERY, null));
        assertThat(order.apply("t1").failure()).isNull();

        assertThat(Objects.requireNonNull(nginx).requests())
                .containsExactlyInAnyOrder(
                        "GET /t1/a.txt 200 no-cache",
                        "GET /t1/res/%E5%9B%BE%20%E7%89%87%231%3F.png 200 no-cache",
                        "GET /t1/v/003100000/a.txt?slipway=7-1 200 -",
                        "GET /t1/v/003100000/res/%E5%9B%BE%20%E7%89%87%231%3F.png?slipway=7-1 200 -");
    }

    @Test
    void aWebServerWithOtherBytesIsAMismatch() throws Exception {
        Path stale = Files.createDirectories(directory.resolve("stale/t1"));
        Files.writeString(stale.resolve("a.txt"), "old a"); // as long as the new one
        String url = nginx("location = /t1/a.txt { root " + stale.getParent() + "; }")
                .url();
        order.checkedAt(url + "/{path}");

        Outcome outcome = order.apply("t1");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.FAILED);
        assertThat(code(outcome)).isEqualTo(FailureCode.CDN_MISMATCH);
        assertThat(message(outcome)).contains(url + "/t1/a.txt", "SHA-256");
    }

    @Test
    void anAnswerOtherThan200IsAMismatchAndNoRedirectIsFollowed() throws Exception {
        String missing = nginx("").url() + "/elsewhere/{path}";
        assertThat(message(order.checkedAt(missing).apply("t1"))).contains("answered 404");

        String url = serve(exchange -> {
            exchange.getResponseHeaders().set("Location", "/followed");
            exchange.sendResponseHeaders(302, -1);
        });
        Outcome outcome = order.checkedAt(url + "/{path}").apply("t1");
        assertThat(code(outcome)).isEqualTo(FailureCode.CDN_MISMATCH);
        assertThat(message(outcome)).contains("answered 302");
        assertThat(seen).noneMatch(request -> request.contains("followed"));
    }

    @Test
    void aBodyThatDoesNotEndIsNotReadToItsEnd() throws Exception {
        String url = serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[64 * 1024];
            while (ended.getCount() > 0) {
                exchange.getResponseBody().write(piece); // until the other side hangs up
            }
        });
        Outcome outcome = order.checkedAt(url + "/{path}").apply("t1");

        assertThat(code(outcome)).isEqualTo(FailureCode.CDN_MISMATCH);
        assertThat(message(outcome)).contains("at least");
    }

    @Test
    void silenceIsUnknownAndAClosedPortIsUnreachable() throws Exception {
        String url = serve(exchange -> await());
        CdnOrigin slow = order.local(url + "/{path}", Fresh.NONE, null);
        order.with(new CdnOrigin(
                slow.root(), null, slow.paths(), slow.checkUrl(), Duration.ofMillis(300), 2, Fresh.NONE, null));
        Outcome outcome = order.apply("t1");
        assertThat(outcome.kind()).isEqualTo(OutcomeKind.UNKNOWN);
        assertThat(code(outcome)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);

        String closed = "http://127.0.0.1:" + FreePorts.one() + "/{path}";
        assertThat(code(order.checkedAt(closed).apply("t1"))).isEqualTo(FailureCode.UNREACHABLE);
    }

    @Test
    void aCutConnectionIsUnknown() throws Exception {
        String url = serve(exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write('n');
            throw new IOException("cut");
        });

        assertThat(order.checkedAt(url + "/{path}").apply("t1").kind()).isEqualTo(OutcomeKind.UNKNOWN);
    }

    @Test
    void aCancelEndsAFetch() throws Exception {
        String url = serve(exchange -> {
            order.context.cancellation().request();
            await();
        });

        assertThat(order.checkedAt(url + "/{path}").apply("t1").kind()).isEqualTo(OutcomeKind.STOPPED);
    }

    @Test
    void cachesArePurgedPerFileAfterTheSwitchAndBeforeTheCheck() throws Exception {
        String url = serve(exchange -> {
            if (exchange.getRequestMethod().equals("PURGE")) {
                assertThat(order.cdn.resolve("t1/a.txt")).hasContent("new a");
                exchange.sendResponseHeaders(204, -1);
            } else {
                byte[] body = Files.readAllBytes(
                        Path.of(order.cdn + exchange.getRequestURI().getPath()));
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        order.with(order.local(
                url + "/{path}", Fresh.HEADER, purge(url + "/{path}", secret("X-Token: canary-1\n", "rw-------"))));

        assertThat(order.apply("t1").failure()).isNull();
        assertThat(seen.subList(0, 2))
                .containsExactlyInAnyOrder(
                        "PURGE /t1/a.txt canary-1", "PURGE /t1/res/%E5%9B%BE%20%E7%89%87%231%3F.png canary-1");
        assertThat(seen.subList(2, 4)).allMatch(request -> request.startsWith("GET /t1/"));
    }

    @Test
    void aPurgeWithoutAFileNameIsCalledOnceForTheDirectory() throws Exception {
        String url = serve(exchange -> exchange.sendResponseHeaders(200, -1));
        order.with(order.local(null, Fresh.NONE, purge(url + "/api/purge?dir={cdnDir}&token=canary-2", null)));

        assertThat(order.apply("s1/res").failure()).isNull();
        assertThat(seen).containsExactly("PURGE /api/purge?dir=s1/res&token=canary-2 null");
    }

    @Test
    void aRefusedPurgeFailsWithItsStatusAndShowsNoSecret() throws Exception {
        String url = serve(exchange -> exchange.sendResponseHeaders(403, -1));
        order.with(order.local(
                null, Fresh.NONE, purge(url + "/{cdnDir}?token=canary-3", secret("X-Token: canary-1\n", "rw-------"))));
        Outcome outcome = order.apply("t1");

        assertThat(code(outcome)).isEqualTo(FailureCode.PURGE_FAILED);
        assertThat(message(outcome)).contains("403", url + "/t1").doesNotContain("canary");
    }

    @Test
    void aCarelessOrUnreadableHeaderFileIsNotUsed() throws Exception {
        String url = serve(exchange -> exchange.sendResponseHeaders(200, -1));
        order.with(order.local(null, Fresh.NONE, purge(url + "/", secret("X-Token: a\n", "rw-r--r--"))));
        assertThat(code(order.apply("t1"))).isEqualTo(FailureCode.INSECURE_SECRET);

        for (String text : List.of("no colon", "Host: evil.example.com", "X-A: canary\u0001")) {
            order.with(order.local(null, Fresh.NONE, purge(url + "/", secret(text, "rw-------"))));
            Outcome outcome = order.apply("t1");
            assertThat(code(outcome)).as(text).isEqualTo(FailureCode.CONFIG);
            assertThat(message(outcome)).doesNotContain("canary");
        }
        assertThat(seen).isEmpty();
    }

    private Nginx nginx(String more) {
        nginx = Nginx.serving(directory.resolve("nginx"), "127.0.0.5", order.cdn, more);
        return nginx;
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private String serve(Answer answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Token"));
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Purge purge(String url, @Nullable Path headerFile) {
        return new Purge("PURGE", url, headerFile, Duration.ofSeconds(3));
    }

    private Path secret(String text, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve("headers"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static FailureCode code(Outcome outcome) {
        assertThat(outcome.failure()).as(outcome.toString()).isNotNull();
        return Objects.requireNonNull(outcome.failure()).code();
    }

    private static String message(Outcome outcome) {
        return Objects.requireNonNull(outcome.failure()).message();
    }
}
