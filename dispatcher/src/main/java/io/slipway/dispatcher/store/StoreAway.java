package io.slipway.dispatcher.store;

import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import org.jspecify.annotations.Nullable;

/** Tells a store that cannot be reached now from a fault of ours. */
public final class StoreAway {
    private StoreAway() {}

    /** True where the failure, or what caused it, says that the store did not answer or could not promise the write. */
    public static boolean causes(Throwable failure) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof MongoTimeoutException
                    || at instanceof MongoSocketException
                    || at instanceof MongoNotPrimaryException
                    || at instanceof MongoNodeIsRecoveringException
                    || at instanceof MongoServerUnavailableException
                    || at instanceof MongoWriteConcernException) {
                return true;
            }
        }
        return false;
    }
}
