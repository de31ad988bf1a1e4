package io.slipway.dispatcher.callback;

import io.slipway.dispatcher.store.Project.CallbackTarget;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where a project's callbacks go: always from its configuration, never from a request. */
@Component
public class CallbackEndpoints {
    /** How long a change of the project's document may take to be seen. */
    private static final long KNOWN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ProjectStore projects;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Optional<Endpoint> endpoint, long readAtNanos) {}

    public CallbackEndpoints(ProjectStore projects) {
        this.projects = projects;
    }

    /** @param secretFile file with the shared secret ({@code whsec_...}), null for unsigned callbacks */
    public record Endpoint(URI url, @Nullable String secretFile) {
        /**
         * The secret as it is now, so that a new one works without a restart; empty for unsigned callbacks.
         *
         * @throws InsecureSecretException where others could read the file
         */
        String secret() throws InsecureSecretException {
            return secretFile == null
                    ? ""
                    : SecretFile.read(Path.of(secretFile)).reveal().strip();
        }
    }

    /** Empty where the project wants no callbacks. */
    public Optional<Endpoint> of(String project) {
        long now = System.nanoTime();
        Known cached = known.get(project);
        if (cached == null || now - cached.readAtNanos > KNOWN_NANOS) {
            cached = new Known(
                    projects.find(project).flatMap(found -> Optional.ofNullable(found.callback())
                            .map(this::endpoint)),
                    now);
            known.put(project, cached);
        }
        return cached.endpoint;
    }

    private Endpoint endpoint(CallbackTarget target) {
        return new Endpoint(URI.create(target.url()), target.secretFile());
    }
}
