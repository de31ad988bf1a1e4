package io.slipway.dispatcher.audit;

import io.slipway.dispatcher.audit.ChainCheck.Bad;
import io.slipway.dispatcher.store.AuditEntry;
import io.slipway.dispatcher.store.AuditStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the whole chain and says where it is not what was written; one at a time, since it reads all there is. */
final class AuditVerification {
    private final AuditStore store;
    private final AuditChain chain;
    private final @Nullable HeadFile heads;

    AuditVerification(AuditStore store, AuditChain chain, @Nullable HeadFile heads) {
        this.store = store;
        this.chain = chain;
        this.heads = heads;
    }

    /**
     * What was found.
     *
     * @param entries how many are good, from the first on
     * @param last the newest entry; null where there is none
     */
    record Result(
            long entries, @Nullable Bad firstBad, @Nullable AuditEntry last) {}

    synchronized Result verify() {
        long added = chain.added(); // before the walk: what comes meanwhile may or may not be seen
        HeadFile.Content signed = signed();
        ChainCheck check = new ChainCheck(signed.heads());
        store.walk(check);
        Bad bad = check.result(added);
        Long badAfter = signed.badAfter();
        if (bad == null && badAfter != null) {
            bad = new Bad(badAfter, ChainCheck.Why.HEAD_FILE);
        }
        return new Result(check.entries(), bad, chain.last());
    }

    private HeadFile.Content signed() {
        try {
            return heads == null ? new HeadFile.Content(List.of(), null) : heads.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
