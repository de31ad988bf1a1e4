package io.slipway.dispatcher.audit;

import io.slipway.dispatcher.store.AuditEntry;
import io.slipway.dispatcher.store.AuditStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Adds to the chain. Entries that come while others are being written are written together after those, so a chain costs no more
 * than one write at a time. Dispatchers do not speak to each other: whoever finds the next number taken reads what took it, and
 * links to that.
 */
@Component
public class AuditChain {
    private static final int MOST_TRIES = 100;

    private final AuditStore store;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Object writing = new Object();
    private @Nullable AuditEntry last;

    /** Seen and changed by who is writing; its own thread looks at it only after that. */
    private static final class Waiting {
        private final AuditFacts facts;
        private boolean done;
        private @Nullable RuntimeException failure;

        Waiting(AuditFacts facts) {
            this.facts = facts;
        }
    }

    AuditChain(AuditStore store) {
        this.store = store;
    }

    /** Returns once the entry is stored, and throws where it may not be. */
    void add(AuditFacts facts) {
        Waiting mine = new Waiting(facts);
        waiting.add(mine);
        synchronized (writing) {
            if (!mine.done) {
                write();
            }
            if (mine.failure != null) {
                throw mine.failure;
            }
        }
    }

    /** The entry that was added last, by whomever; null where there is none. */
    @Nullable
    AuditEntry last() {
        return store.last().orElse(null);
    }

    /** Number of the last entry that this dispatcher added and knows to be the last; 0 where it knows of none. */
    long added() {
        synchronized (writing) {
            return last == null ? 0 : last.seq();
        }
    }

    private void write() {
        List<Waiting> all = new ArrayList<>();
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            all.add(one);
        }
        int written = 0;
        try {
            for (int tries = 0; written < all.size(); tries++) {
                if (tries == MOST_TRIES) {
                    throw new IllegalStateException("no free number in the audit");
                }
                written += add(all.subList(written, all.size()));
            }
        } catch (RuntimeException e) {
            last = null; // some may be stored: it has to be read what came last
            all.subList(written, all.size()).forEach(one -> one.failure = e);
        }
        all.forEach(one -> one.done = true);
    }

    private int add(List<Waiting> wanted) {
        AuditEntry before = last == null ? last() : last;
        List<AuditEntry> links = new ArrayList<>();
        for (Waiting one : wanted) {
            before = AuditLinks.after(before, one.facts);
            links.add(before);
        }
        int added = store.add(links);
        last = added == links.size() ? before : null;
        return added;
    }
}
