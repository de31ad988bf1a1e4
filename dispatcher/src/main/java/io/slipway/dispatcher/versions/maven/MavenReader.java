package io.slipway.dispatcher.versions.maven;

import io.slipway.dispatcher.store.SourceSettings;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.store.VersionSourceStore;
import io.slipway.dispatcher.store.VersionStore;
import io.slipway.dispatcher.versions.look.Deadline;
import io.slipway.dispatcher.versions.look.LookEnd;
import io.slipway.dispatcher.versions.look.SourceFailedException;
import io.slipway.dispatcher.versions.look.SourcePassword;
import io.slipway.dispatcher.versions.look.SourceReader;
import io.slipway.dispatcher.versions.look.VersionsProperties;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Artifacts of a Maven repository: the newest releases and the newest file of each snapshot. */
public final class MavenReader implements SourceReader {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final VersionsProperties properties;
    private final SourcePassword passwords;
    private final VersionSourceStore sources;
    private final VersionStore versions;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Map<String, RepositoryMemory> memories = new ConcurrentHashMap<>();

    public MavenReader(VersionsProperties properties, VersionSourceStore sources, VersionStore versions, Clock clock) {
        this.properties = properties;
        this.passwords = new SourcePassword(properties);
        this.sources = sources;
        this.versions = versions;
        this.clock = clock;
    }

    @Override
    public SourceSettings.Kind kind() {
        return SourceSettings.Kind.MAVEN;
    }

    @Override
    public void keepOnly(Set<String> sourceIds) {
        memories.keySet().retainAll(sourceIds);
    }

    @Override
    public LookEnd look(VersionSource source, Deadline deadline) throws SourceFailedException, InterruptedException {
        SourceSettings settings = source.settings();
        String url = Objects.requireNonNull(settings.url());
        URI repository = URI.create(url.endsWith("/") ? url : url + "/");
        MavenClient client = new MavenClient(http, repository, settings.user(), passwords.of(settings));
        RepositoryMemory memory = memories.compute(
                source.id(),
                (id, known) ->
                        known != null && known.isOf(source.place()) ? known : new RepositoryMemory(source.place()));
        return new MavenLook(source, repository, client, memory, properties, sources, versions, clock, deadline).run();
    }
}
