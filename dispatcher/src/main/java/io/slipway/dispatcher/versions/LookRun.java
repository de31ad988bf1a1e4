package io.slipway.dispatcher.versions;

import io.slipway.dispatcher.store.StoreAway;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.store.VersionSourceStore;
import io.slipway.dispatcher.store.VersionTrouble;
import io.slipway.dispatcher.versions.look.Deadline;
import io.slipway.dispatcher.versions.look.LookEnd;
import io.slipway.dispatcher.versions.look.SourceFailedException;
import io.slipway.dispatcher.versions.look.SourceReader;
import io.slipway.dispatcher.versions.look.TroubleCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at one source, and how it ended: in the source's health, and in the log where that is news. */
final class LookRun {
    private static final Logger log = LoggerFactory.getLogger(LookRun.class);

    private final VersionSourceStore sources;
    private final Clock clock;
    private final Duration limit;

    LookRun(VersionSourceStore sources, Clock clock, Duration limit) {
        this.sources = sources;
        this.clock = clock;
        this.limit = limit;
    }

    void look(VersionSource source, SourceReader reader) {
        Instant began = clock.instant();
        try {
            LookEnd end = reader.look(source, Deadline.in(limit));
            sources.succeeded(source, began, end.finished() ? next(source, began) : null, end.warnings());
            if (source.state().error() != null) {
                log.info("version source {} can be read again", source.id());
            }
        } catch (SourceFailedException e) {
            failed(source, began, e.trouble());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // this dispatcher ends; the next leader looks
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                return; // this dispatcher ends; the next leader looks
            }
            if (StoreAway.causes(e)) {
                log.debug("look at version source {} given up: the store is away", source.id());
                return; // it is still due
            }
            if (news(source, TroubleCode.INTERNAL.wire())) {
                log.error("look at version source {} failed", source.id(), e);
            }
            failed(source, began, TroubleCode.INTERNAL.about("", e.getClass().getSimpleName()));
        }
    }

    private void failed(VersionSource source, Instant began, VersionTrouble trouble) {
        if (news(source, trouble.code())) {
            log.warn("version source {}: {} {}", source.id(), trouble.code(), trouble.detail());
        }
        try {
            sources.failed(source, began, next(source, began), trouble);
        } catch (RuntimeException e) { // the store is away; the source is still due
            log.debug("health of version source {} not stored", source.id(), e);
        }
    }

    private static boolean news(VersionSource source, String code) {
        VersionTrouble before = source.state().error();
        return before == null || !before.code().equals(code);
    }

    private static Instant next(VersionSource source, Instant began) {
        return began.plusSeconds(source.settings().everySeconds());
    }
}
