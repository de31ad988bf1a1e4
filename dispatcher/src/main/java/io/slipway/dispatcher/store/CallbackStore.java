package io.slipway.dispatcher.store;

import java.util.List;
import java.util.Optional;

/** Callbacks in MongoDB. */
public class CallbackStore {
    /** In order of delivery. */
    public List<Callback> ofJob(Job job) {
        throw new UnsupportedOperationException();
    }

    public Optional<Callback> find(String callbackId) {
        throw new UnsupportedOperationException();
    }
}
