package io.slipway.dispatcher.callback;

import io.slipway.dispatcher.store.Callback;
import java.util.Optional;

/** What a person may do with a callback. */
public class CallbackActions {
    /** Sends it once more, same id and bytes, whatever its state; empty where there is no such callback. */
    public Optional<Callback> replay(String callbackId) {
        throw new UnsupportedOperationException();
    }
}
