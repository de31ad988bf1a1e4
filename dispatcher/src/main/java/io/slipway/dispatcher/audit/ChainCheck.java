package io.slipway.dispatcher.audit;

import io.slipway.dispatcher.store.AuditEntry;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Walks the chain from its first entry on and stops at the first that is not as it was written. */
final class ChainCheck implements Predicate<AuditEntry> {
    /** What the clocks of two dispatchers may differ by. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private final Iterator<SignedHead> heads;
    private @Nullable SignedHead nextHead;
    private @Nullable AuditEntry last;
    private @Nullable Bad bad;

    /** Why an entry is bad. */
    enum Why {
        /** It is not there. */
        MISSING,
        /** It says something else than when it was written. */
        CHANGED,
        /** It does not follow from the one before it. */
        UNLINKED,
        /** Its time is before that of its predecessor, or after the head that was signed over it. */
        TIME,
        /** A head was signed over another one of this number. */
        OTHER_HEAD,
        /** The chain ends before it, and did not. */
        CUT_OFF,
        /** A line of the head file after this entry's head is none of ours. */
        HEAD_FILE
    }

    /** The first that is bad. */
    record Bad(long seq, Why why) {}

    /** @param heads in their order */
    ChainCheck(List<SignedHead> heads) {
        this.heads = heads.iterator();
        advance();
    }

    @Override
    public boolean test(AuditEntry entry) {
        bad = look(entry);
        last = bad == null ? entry : last;
        return bad == null;
    }

    /**
     * To be called at the end of the walk.
     *
     * @param atLeast number of an entry that was there
     */
    @Nullable
    Bad result(long atLeast) {
        long end = entries();
        if (bad == null && (nextHead != null || end < atLeast)) {
            return new Bad(end + 1, Why.CUT_OFF);
        }
        return bad;
    }

    /** How many are good, from the first on. */
    long entries() {
        return last == null ? 0 : last.seq();
    }

    private @Nullable Bad look(AuditEntry entry) {
        long wanted = entries() + 1;
        if (entry.seq() != wanted) {
            return new Bad(wanted, Why.MISSING);
        }
        if (!entry.hash().equals(AuditLinks.hash(entry))) {
            return new Bad(wanted, Why.CHANGED);
        }
        if (!entry.previous().equals(last == null ? AuditLinks.NOTHING : last.hash())) {
            return new Bad(wanted, Why.UNLINKED);
        }
        if (last != null && entry.at().isBefore(last.at().minus(CLOCKS_APART))) {
            return new Bad(wanted, Why.TIME);
        }
        while (nextHead != null && nextHead.seq() <= wanted) {
            if (nextHead.seq() < wanted || !nextHead.hash().equals(entry.hash())) {
                return new Bad(nextHead.seq(), Why.OTHER_HEAD);
            }
            if (entry.at().isAfter(nextHead.at().plus(CLOCKS_APART))) {
                return new Bad(wanted, Why.TIME);
            }
            advance();
        }
        return null;
    }

    private void advance() {
        nextHead = heads.hasNext() ? heads.next() : null;
    }
}
