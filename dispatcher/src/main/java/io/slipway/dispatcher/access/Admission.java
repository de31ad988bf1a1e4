package io.slipway.dispatcher.access;

import io.slipway.dispatcher.store.StoreAway;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the caller of a request may still have what it was let in for: a stream is open for hours, and a logout, another right
 * or the end of a token is to end it. Controllers take it as a parameter.
 */
public final class Admission {
    private final Supplier<Optional<Caller>> again;
    private final AccessRole needed;

    /** @param again knows the caller anew, without counting that as a use */
    Admission(Supplier<Optional<Caller>> again, AccessRole needed) {
        this.again = again;
        this.needed = needed;
    }

    /** Whether the route of the request is open to its caller for that project as of now, or of a few seconds ago. */
    public boolean holds(String project) {
        try {
            return again.get().filter(caller -> caller.holds(needed, project)).isPresent();
        } catch (RuntimeException e) {
            if (StoreAway.causes(e)) {
                return true; // nothing new comes out of such a store, and the next question finds out
            }
            throw e;
        }
    }
}
