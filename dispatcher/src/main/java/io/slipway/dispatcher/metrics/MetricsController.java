package io.slipway.dispatcher.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The figures of this dispatcher and of the installation, in the text format of Prometheus. They are read at most every five
 * seconds however many ask; whoever comes while they are being read gets those of before.
 */
@RestController
class MetricsController {
    private static final MediaType TEXT = MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrometheusMeterRegistry meters;
    private final Readings readings;
    private final Sheet.Board board;
    private final ReentrantLock reading = new ReentrantLock();
    private long readAtNanos = System.nanoTime() - FRESH_NANOS;

    MetricsController(PrometheusMeterRegistry meters, Readings readings) {
        this.meters = meters;
        this.readings = readings;
        this.board = new Sheet.Board(meters);
    }

    @Allowed(value = AccessRole.ADMIN, everyProject = true)
    @GetMapping("/metrics")
    ResponseEntity<byte[]> scrape() {
        if (reading.tryLock()) {
            try {
                refresh();
            } finally {
                reading.unlock();
            }
        }
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noStore())
                .body(meters.scrape().getBytes(StandardCharsets.UTF_8));
    }

    private void refresh() {
        if (System.nanoTime() - readAtNanos >= FRESH_NANOS) {
            board.show(readings.read());
            readAtNanos = System.nanoTime();
        }
    }
}
