package io.slipway.dispatcher;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.PullFiles;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.WorkOrder;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.peers.BrowserVisit;
import io.slipway.peers.Chromium;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.PrivateRabbit;
import io.slipway.worker.OrderContext;
import io.slipway.worker.Outcome;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

/** A hot update of 2,000 hosts with about a hundred changes a second, watched in a real browser on the machine that does it all. */
@Tag("slow")
@Timeout(300)
class LargeJobBrowserTest {
    private static final int HOSTS = 2_000;
    private static final int SLOTS = 32;
    /** A host changes twice, when it begins and when it ends: 200 changes a second where everything else took no time. */
    private static final long MILLIS = 1_000 * SLOTS * 2 / 200;

    private static final String RECORD = """
            () => {
              const seen = (window.seen = { frames: [], long: 0, longest: 0, at: performance.now() });
              let last = performance.now();
              const frame = now => { seen.frames.push(now - last); last = now; requestAnimationFrame(frame); };
              requestAnimationFrame(frame);
              new PerformanceObserver(list => list.getEntries().forEach(entry => {
                seen.long += entry.duration; seen.longest = Math.max(seen.longest, entry.duration);
              })).observe({ entryTypes: ['longtask'] });
            }""";

    @TempDir
    Path directory;

    private PrivateRabbit rabbit;
    private CmdbSink cmdb;
    private Installation slipway;
    private ScriptedWorker worker;
    private Chromium chromium;
    private final AtomicInteger done = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        rabbit = PrivateRabbit.in(directory).start();
        cmdb = new CmdbSink();
        slipway = new Installation(
                rabbit,
                cmdb,
                Map.of(
                        "slipway.access.first-password-file",
                                directory.resolve("password").toString(),
                        "slipway.access.cookie-secure", "false",
                        "slipway.rescue.lease", "60s"));
        worker = new ScriptedWorker(Installation.broker(rabbit), SLOTS, "1s", this::play);
        chromium = Chromium.start();
    }

    @AfterEach
    void stop() {
        chromium.close();
        worker.close();
        slipway.close();
        cmdb.close();
        rabbit.close();
    }

    @Test
    void twoThousandHostsWithAHundredChangesASecondStayUsable() throws Exception {
        String uuid = Installation.newUuid();
        URI url =
                URI.create("http://127.0.0.1:" + slipway.bean(Environment.class).getProperty("local.server.port"));
        try (BrowserVisit visit = chromium.visit(url, Chromium.Look.usual())) {
            Page page = visit.page();
            visit.open("/login")
                    .login(
                            "admin",
                            Files.readString(directory.resolve("password")).strip());
            slipway.bean(JobIntake.class).accept(Installation.hotUpdate(uuid, HOSTS));
            visit.open("/jobs/" + uuid);
            Locator tiles = page.locator("[data-target]");
            assertThat(tiles).hasCount(HOSTS, new LocatorAssertions.HasCountOptions().setTimeout(20_000));
            await().atMost(Duration.ofSeconds(30)).until(() -> done.get() > 100);
            page.evaluate(RECORD);
            CDPSession metrics = page.context().newCDPSession(page);
            metrics.send("Performance.enable");
            double before = taskSeconds(metrics);
            double heapBefore = heapMib(page);
            int from = done.get();
            long begin = System.nanoTime();

            long drawer = millisOf(() -> {
                tiles.first().click();
                page.locator("[role=dialog]").first().waitFor();
            });
            page.keyboard().press("Escape");
            long list = millisOf(() -> {
                page.locator("input[type=search], input[placeholder]").last().fill("127.0.3.7");
                assertThat(tiles).not().hasCount(HOSTS);
            });
            page.locator("input[type=search], input[placeholder]").last().fill("");
            await().atMost(Duration.ofSeconds(150)).until(() -> done.get() > from + 1_000);

            double seconds = (System.nanoTime() - begin) / 1e9;
            @SuppressWarnings("unchecked")
            Map<String, Object> seen = (Map<String, Object>) page.evaluate("() => window.seen");
            List<?> recorded = (List<?>) Objects.requireNonNull(seen.get("frames"));
            List<Double> frames = recorded.stream()
                    .map(one -> ((Number) one).doubleValue())
                    .sorted()
                    .toList();
            double p50 = frames.get(frames.size() / 2);
            double p95 = frames.get(frames.size() * 95 / 100);
            double p99 = frames.get(frames.size() * 99 / 100);
            double busy = (taskSeconds(metrics) - before) / seconds;
            double heap = heapMib(page);
            System.out.printf(
                    Locale.ROOT,
                    "2,000 hosts, %.0f changes/s for %.0f s: frame p50 %.0f ms, p95 %.0f ms, p99 %.0f ms; main thread busy %.0f %%, long"
                            + " tasks %s ms in all, longest %s ms; heap %.0f to %.0f MiB; drawer %d ms, filter %d ms%n",
                    2 * (done.get() - from) / seconds,
                    seconds,
                    p50,
                    p95,
                    p99,
                    busy * 100,
                    seen.get("long"),
                    seen.get("longest"),
                    heapBefore,
                    heap,
                    drawer,
                    list);

            assertThat(p95).as("95 % of the frames, in ms").isLessThan(100);
            assertThat(drawer).as("click to drawer, in ms").isLessThan(2_000);
            assertThat(heap - heapBefore).as("growth of the heap, in MiB").isLessThan(100);
            assertThat(page.locator("h1")).containsText("004200000");
            await().atMost(Duration.ofSeconds(120)).until(() -> done.get() >= HOSTS);
            page.waitForCondition(
                    () -> page.locator("[data-target].tone-running, [data-target].busy")
                                    .count()
                            == 0,
                    new Page.WaitForConditionOptions().setTimeout(30_000));
            assertThat(visit.troubles()).isEmpty();
        }
    }

    private Outcome play(WorkOrder order, OrderContext context) throws InterruptedException {
        if (order instanceof PullFiles) {
            context.filesListed(0, List.of(new ManifestFile("a.txt", 1, Installation.MD5, "a".repeat(64))));
            return Outcome.succeeded(1, 1);
        }
        if (!(order instanceof ApplyUpdate update)) {
            return Outcome.succeeded(1, 1);
        }
        TimeUnit.MILLISECONDS.sleep(MILLIS); // the pace of the work, not a wait for anything
        int number = done.incrementAndGet();
        Outcome outcome = number % 50 == 0
                ? Outcome.failed(Failure.of(FailureCode.UNREACHABLE, "rsync: connection refused"))
                : Outcome.succeeded(1, 1);
        ServerResult result = new ServerResult(new Part("更新完成", number % 50 != 0), new Part("ok", number % 50 != 0));
        return outcome.withServers(
                update.servers().stream().collect(Collectors.toMap(server -> server.name(), server -> result)));
    }

    private static long millisOf(Runnable act) {
        long begin = System.nanoTime();
        act.run();
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static double heapMib(Page page) {
        return ((Number) page.evaluate("() => performance.memory.usedJSHeapSize")).doubleValue() / 1_048_576;
    }

    /** Seconds that the page's main thread was at work since the session enabled its metrics. */
    private static double taskSeconds(CDPSession session) {
        return session.send("Performance.getMetrics").getAsJsonArray("metrics").asList().stream()
                .map(metric -> metric.getAsJsonObject())
                .filter(metric -> metric.get("name").getAsString().equals("TaskDuration"))
                .mapToDouble(metric -> metric.get("value").getAsDouble())
                .findFirst()
                .orElseThrow();
    }
}
