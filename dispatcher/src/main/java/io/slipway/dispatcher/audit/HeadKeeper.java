package io.slipway.dispatcher.audit;

import io.slipway.dispatcher.store.AuditEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the head of the chain into the head file again and again. */
final class HeadKeeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HeadKeeper.class);

    private final AuditChain chain;
    private final HeadFile file;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread keeper = new Thread(work, "audit-head");
        keeper.setDaemon(true);
        return keeper;
    });

    HeadKeeper(AuditChain chain, HeadFile file, Duration every) {
        this.chain = chain;
        this.file = file;
        thread.scheduleWithFixedDelay(this::keep, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Also the last entries of a dispatcher that stops. */
    @Override
    public void close() {
        thread.shutdownNow();
        keep();
    }

    private void keep() {
        try {
            AuditEntry last = chain.last();
            if (last != null) {
                file.append(last);
            }
        } catch (IOException | RuntimeException e) { // the next turn writes a later head
            log.warn("head of the audit not written: {}", e.toString());
        }
    }
}
