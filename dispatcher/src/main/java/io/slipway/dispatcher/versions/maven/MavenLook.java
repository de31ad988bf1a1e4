package io.slipway.dispatcher.versions.maven;

import io.slipway.dispatcher.store.Version;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.store.VersionSourceStore;
import io.slipway.dispatcher.store.VersionStore;
import io.slipway.dispatcher.store.VersionTrouble;
import io.slipway.dispatcher.store.ZipParts;
import io.slipway.dispatcher.versions.look.BadXmlException;
import io.slipway.dispatcher.versions.look.Deadline;
import io.slipway.dispatcher.versions.look.FileRefusedException;
import io.slipway.dispatcher.versions.look.FileVersions;
import io.slipway.dispatcher.versions.look.LookEnd;
import io.slipway.dispatcher.versions.look.SourceFailedException;
import io.slipway.dispatcher.versions.look.TimeOverException;
import io.slipway.dispatcher.versions.look.TroubleCode;
import io.slipway.dispatcher.versions.look.VersionsProperties;
import io.slipway.dispatcher.versions.look.Warnings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One look at a repository. What fails at one artifact is a warning; what fails for all, or at the server, fails the look. */
final class MavenLook {
    private static final String METADATA = "maven-metadata.xml";
    private static final String SNAPSHOT = "-SNAPSHOT";

    private final VersionSource source;
    private final URI repository;
    private final MavenClient client;
    private final RepositoryMemory memory;
    private final VersionSourceStore sources;
    private final VersionStore versions;
    private final Clock clock;
    private final Deadline deadline;
    private final Download download;
    private final Warnings warnings = new Warnings();
    private boolean progress;

    MavenLook(
            VersionSource source,
            URI repository,
            MavenClient client,
            RepositoryMemory memory,
            VersionsProperties properties,
            VersionSourceStore sources,
            VersionStore versions,
            Clock clock,
            Deadline deadline) {
        this.source = source;
        this.repository = repository;
        this.client = client;
        this.memory = memory;
        this.sources = sources;
        this.versions = versions;
        this.clock = clock;
        this.deadline = deadline;
        this.download = new Download(properties, client);
    }

    /**
     * @param base version of the directory
     * @param value version in the file's name
     */
    private record Wanted(
            MavenCoordinate artifact,
            String base,
            String value,
            @Nullable Instant updated) {
        String path() {
            return artifact.file(base, value);
        }

        String key() {
            return artifact.key(value);
        }
    }

    LookEnd run() throws SourceFailedException, InterruptedException {
        List<VersionTrouble> failed = new ArrayList<>();
        try {
            for (String artifact : source.settings().artifacts()) {
                VersionTrouble trouble = look(MavenCoordinate.parse(artifact));
                if (trouble != null) {
                    failed.add(trouble);
                    warnings.add(trouble);
                }
            }
        } catch (TimeOverException e) {
            return overtime();
        }
        if (failed.size() == source.settings().artifacts().size()) {
            throw new SourceFailedException(failed.get(0));
        }
        return new LookEnd(true, warnings.list());
    }

    private LookEnd overtime() throws SourceFailedException {
        if (progress) {
            return new LookEnd(false, warnings.list());
        }
        throw TroubleCode.TIMED_OUT.failed(repository.toString(), "");
    }

    /** @return why nothing of the artifact could be read; null where all is well */
    private @Nullable VersionTrouble look(MavenCoordinate artifact)
            throws SourceFailedException, TimeOverException, InterruptedException {
        List<Wanted> wanted = new ArrayList<>();
        try {
            List<String> all = metadata(artifact.directory() + METADATA).versions();
            for (String version : newest(all)) {
                TimeOverException.check(deadline);
                if (!version.endsWith(SNAPSHOT)) {
                    wanted.add(new Wanted(artifact, version, version, null));
                } else {
                    snapshot(artifact, version, wanted);
                }
            }
        } catch (RefusedMetadataException e) {
            return e.trouble();
        }
        Set<String> known = versions.known(wanted.stream().map(this::id).collect(Collectors.toList()));
        for (Wanted one : wanted) {
            if (!known.contains(id(one))) {
                store(one);
            }
        }
        return null;
    }

    private List<String> newest(List<String> all) {
        int most = source.settings().newest();
        List<String> safe = all.stream().filter(MavenCoordinate::safeVersion).toList();
        List<String> snapshots =
                safe.stream().filter(version -> version.endsWith(SNAPSHOT)).toList();
        List<String> releases =
                safe.stream().filter(version -> !version.endsWith(SNAPSHOT)).toList();
        List<String> newest = new ArrayList<>(last(releases, most));
        newest.addAll(last(snapshots, most));
        return newest;
    }

    private static List<String> last(List<String> list, int most) {
        return list.subList(Math.max(0, list.size() - most), list.size());
    }

    private void snapshot(MavenCoordinate artifact, String base, List<Wanted> wanted)
            throws SourceFailedException, InterruptedException, TimeOverException {
        try {
            metadata(artifact.directory() + base + "/" + METADATA)
                    .snapshotOf(artifact, base)
                    .filter(file -> MavenCoordinate.safeVersion(file.value()))
                    .ifPresent(file -> wanted.add(new Wanted(artifact, base, file.value(), file.updated())));
        } catch (RefusedMetadataException e) {
            warnings.add(e.trouble());
        }
    }

    private MavenMetadata metadata(String path)
            throws RefusedMetadataException, SourceFailedException, InterruptedException, TimeOverException {
        String url = repository.resolve(path).toString();
        try {
            MavenClient.Small answer = client.small(path, memory.conditions(path), deadline);
            MavenMetadata known = memory.metadata(path);
            switch (answer.status()) {
                case 200 -> {
                    MavenMetadata read = MavenMetadata.read(answer.body());
                    memory.keep(path, read, answer.conditions());
                    return read;
                }
                case 304 -> {
                    if (known != null) {
                        return known;
                    }
                    throw new RefusedMetadataException(TroubleCode.BAD_ANSWER.about(url, "HTTP 304"));
                }
                case 401, 403 -> throw TroubleCode.AUTH_REFUSED.failed(url, "HTTP " + answer.status());
                case 404 -> throw new RefusedMetadataException(TroubleCode.NOT_FOUND.about(url, "HTTP 404"));
                default ->
                    throw new RefusedMetadataException(TroubleCode.BAD_ANSWER.about(url, "HTTP " + answer.status()));
            }
        } catch (BadXmlException e) {
            throw new RefusedMetadataException(TroubleCode.BAD_ANSWER.about(url, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw unreachable(url, e);
        }
    }

    private void store(Wanted wanted) throws SourceFailedException, TimeOverException, InterruptedException {
        TimeOverException.check(deadline);
        String path = wanted.path();
        String sha1 = "";
        try {
            sha1 = download.sha1(path, deadline);
            VersionTrouble before = memory.refused(path, sha1, clock.instant());
            if (before != null) {
                warnings.add(before);
                return;
            }
            Download.Artifact artifact =
                    download.fetch(path, sha1, wanted.artifact().archive(), deadline);
            store(wanted, artifact);
        } catch (FileRefusedException e) {
            VersionTrouble trouble = e.code().about(repository.resolve(path).toString(), e.detail());
            warnings.add(trouble);
            memory.refuse(path, sha1, clock.instant(), trouble);
        } catch (IOException e) {
            throw unreachable(repository.resolve(path).toString(), e);
        }
    }

    private void store(Wanted wanted, Download.Artifact artifact) {
        Instant now = clock.instant();
        Instant updated = wanted.updated() != null ? wanted.updated() : artifact.deployed();
        Version version = FileVersions.of(
                source, wanted.key(), wanted.key(), artifact.file(), updated != null ? updated : now, 0, now);
        ZipParts parts = new ZipParts(
                version.id(), artifact.file().parts(), artifact.file().complete());
        sources.advanced(source, 0, versions.insertFile(version, parts) ? 1 : 0);
        progress = true;
    }

    private String id(Wanted wanted) {
        return Version.idOf(source.project(), source.name(), source.place(), wanted.key());
    }

    /** The time of the look being over is no fault of the server where something was stored in it. */
    private SourceFailedException unreachable(String url, IOException e) throws TimeOverException {
        TimeOverException.check(deadline);
        if (e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException)) {
            return TroubleCode.TIMED_OUT.failed(url, "");
        }
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
            return TroubleCode.UNREACHABLE.failed(url, e.getClass().getSimpleName());
        }
        if (e instanceof SSLException) {
            return TroubleCode.MISCONFIGURED.failed(url, String.valueOf(e.getMessage()));
        }
        return TroubleCode.BAD_ANSWER.failed(url, String.valueOf(e.getMessage()));
    }

    /** Metadata that cannot be used, where the server itself is well. */
    private static final class RefusedMetadataException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient VersionTrouble trouble;

        RefusedMetadataException(VersionTrouble trouble) {
            super(trouble.code());
            this.trouble = trouble;
        }

        VersionTrouble trouble() {
            return trouble;
        }
    }
}
