package io.slipway.dispatcher.callback;

import io.slipway.dispatcher.store.Callback;
import io.slipway.dispatcher.store.CallbackStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What a person may do with a callback. */
public class CallbackActions {
    private final CallbackStore store;
    private final CallbackSender sender;
    private final Clock clock;

    public CallbackActions(CallbackStore store, CallbackSender sender, Clock clock) {
        this.store = store;
        this.sender = sender;
        this.clock = clock;
    }

    /** Sends it once more, same id and bytes, whatever its state; empty where there is no such callback. */
    public Optional<Callback> replay(String callbackId) {
        Optional<Callback> found = store.find(callbackId);
        if (found.isEmpty()) {
            return found;
        }
        Callback next = CallbackSchedule.replayed(found.get(), clock.instant());
        if (store.replace(next, found.get().tries())) {
            sender.offer(List.of(next));
            return Optional.of(next);
        }
        return store.find(callbackId); // it was sent in this very moment
    }
}
