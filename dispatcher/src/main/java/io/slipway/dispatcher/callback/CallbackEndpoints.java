package io.slipway.dispatcher.callback;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** Where a project's callbacks go: always from its configuration, never from a request. */
public final class CallbackEndpoints {
    private final Function<String, Optional<Endpoint>> configured;

    /** @param secret shared secret of the signature ({@code whsec_...}), empty for unsigned callbacks; never printed */
    public record Endpoint(URI url, String secret) {
        @Override
        public String toString() {
            return "Endpoint[" + url + "]";
        }
    }

    public CallbackEndpoints(Function<String, Optional<Endpoint>> configured) {
        this.configured = configured;
    }

    public Optional<Endpoint> of(String project) {
        return configured.apply(project);
    }
}
