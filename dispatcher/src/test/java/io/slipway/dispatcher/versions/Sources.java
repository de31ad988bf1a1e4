package io.slipway.dispatcher.versions;

import com.mongodb.client.MongoDatabase;
import io.slipway.dispatcher.store.SourceSettings;
import io.slipway.dispatcher.store.SourceSettings.Kind;
import io.slipway.dispatcher.store.Version;
import io.slipway.dispatcher.store.VersionFilter;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.store.VersionSourceStore;
import io.slipway.dispatcher.store.VersionStore;
import io.slipway.dispatcher.versions.look.Deadline;
import io.slipway.dispatcher.versions.look.TypeRules;
import io.slipway.dispatcher.versions.look.VersionsProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Sources of a project and what is stored of them. */
public final class Sources {
    public static final String PROJECT = "ssss";

    public final VersionSourceStore sources;
    public final VersionStore versions;

    public Sources(MongoDatabase database) {
        this.sources = new VersionSourceStore(database);
        this.versions = new VersionStore(database);
    }

    /** @param directory both where builds and where password files may lie */
    public static VersionsProperties settings(Path directory, Duration limit) {
        return new VersionsProperties(
                "svn",
                Set.of("svn", "http", "https"),
                List.of(directory),
                directory,
                Duration.ofMillis(50),
                4,
                limit,
                1_000,
                DataSize.ofMegabytes(64),
                DataSize.ofMegabytes(256));
    }

    public static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    public VersionSource svn(String name, String url, @Nullable String user, @Nullable Path password) {
        return put(
                name,
                new SourceSettings(
                        Kind.SVN,
                        60,
                        url,
                        null,
                        null,
                        List.of(),
                        20,
                        TypeRules.SEED,
                        user,
                        password == null ? null : password.toString()));
    }

    public VersionSource builds(String name, Path directory, String pattern) {
        return put(
                name,
                new SourceSettings(
                        Kind.BUILDS,
                        60,
                        null,
                        directory.toString(),
                        pattern,
                        List.of(),
                        20,
                        TypeRules.SEED,
                        null,
                        null));
    }

    public VersionSource maven(String name, String url, int newest, String... artifacts) {
        return put(
                name,
                new SourceSettings(
                        Kind.MAVEN, 60, url, null, null, List.of(artifacts), newest, TypeRules.SEED, null, null));
    }

    public VersionSource put(String name, SourceSettings settings) {
        return sources.put(VersionSource.fresh(PROJECT, name, settings));
    }

    /** As it is stored now. */
    public VersionSource now(VersionSource source) {
        return sources.find(source.project(), source.name()).orElseThrow();
    }

    /** Newest first. */
    public List<Version> stored(String source) {
        return versions.list(new VersionFilter(PROJECT, source, null, null, null, null, null, null), 20_000);
    }
}
