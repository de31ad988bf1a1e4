package io.slipway.dispatcher.versions.builds;

import io.slipway.dispatcher.store.SourceSettings;
import io.slipway.dispatcher.store.Version;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.store.VersionSourceStore;
import io.slipway.dispatcher.store.VersionStore;
import io.slipway.dispatcher.store.VersionTrouble;
import io.slipway.dispatcher.store.ZipParts;
import io.slipway.dispatcher.versions.look.CheckedFile;
import io.slipway.dispatcher.versions.look.Deadline;
import io.slipway.dispatcher.versions.look.FileChecks;
import io.slipway.dispatcher.versions.look.FileRefusedException;
import io.slipway.dispatcher.versions.look.FileVersions;
import io.slipway.dispatcher.versions.look.LookEnd;
import io.slipway.dispatcher.versions.look.SourceFailedException;
import io.slipway.dispatcher.versions.look.SourceReader;
import io.slipway.dispatcher.versions.look.TimeOverException;
import io.slipway.dispatcher.versions.look.TroubleCode;
import io.slipway.dispatcher.versions.look.VersionsProperties;
import io.slipway.dispatcher.versions.look.Warnings;
import io.slipway.file.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Zips of a directory. One is stored when two looks saw it with the same size and time and it could be read whole. The same path with
 * other content is another version, and the one before is marked as replaced; a file that is gone is marked, too.
 */
public final class BuildsReader implements SourceReader {
    private final VersionsProperties properties;
    private final VersionSourceStore sources;
    private final VersionStore versions;
    private final Clock clock;
    private final Map<String, Sightings> sightings = new ConcurrentHashMap<>();

    public BuildsReader(VersionsProperties properties, VersionSourceStore sources, VersionStore versions, Clock clock) {
        this.properties = properties;
        this.sources = sources;
        this.versions = versions;
        this.clock = clock;
    }

    @Override
    public SourceSettings.Kind kind() {
        return SourceSettings.Kind.BUILDS;
    }

    @Override
    public void keepOnly(Set<String> sourceIds) {
        sightings.keySet().retainAll(sourceIds);
    }

    @Override
    public LookEnd look(VersionSource source, Deadline deadline) throws SourceFailedException {
        Path directory = Path.of(Objects.requireNonNull(source.settings().path()));
        requireInside(directory);
        Warnings warnings = new Warnings();
        BuildWalk walk = new BuildWalk(
                BuildPattern.parse(Objects.requireNonNull(source.settings().pattern())),
                properties.mostFiles(),
                warnings,
                deadline);
        boolean progress = false;
        try {
            Map<Path, FileStamp> files = walk.run(directory);
            Sightings seen = sightings.computeIfAbsent(source.id(), id -> new Sightings());
            seen.keepOnly(files.keySet());
            Map<String, Version> present = present(source);
            markGone(files, present, walk.complete());
            for (Map.Entry<Path, FileStamp> file : files.entrySet()) {
                progress |= read(source, file.getKey(), file.getValue(), present, seen, warnings, deadline);
            }
            return new LookEnd(true, warnings.list());
        } catch (TimeOverException e) {
            if (progress) {
                return new LookEnd(false, warnings.list());
            }
            throw TroubleCode.TIMED_OUT.failed(directory.toString(), "");
        } catch (IOException e) {
            throw TroubleCode.UNREADABLE.failed(
                    directory.toString(), e.getClass().getSimpleName());
        }
    }

    /** Also after every link on the way to it was followed. */
    private void requireInside(Path directory) throws SourceFailedException {
        try {
            boolean inside = properties.insideRoots(directory) && isBelowRealRoot(directory.toRealPath());
            if (!inside) {
                throw TroubleCode.NOT_ALLOWED.failed(directory.toString(), "slipway.versions.roots");
            }
        } catch (IOException e) {
            throw TroubleCode.UNREADABLE.failed(
                    directory.toString(), e.getClass().getSimpleName());
        }
    }

    private boolean isBelowRealRoot(Path real) throws IOException {
        for (Path root : properties.roots()) {
            if (Files.isDirectory(root) && real.startsWith(root.toRealPath())) {
                return true;
            }
        }
        return false;
    }

    private Map<String, Version> present(VersionSource source) {
        Map<String, Version> byPath = new HashMap<>();
        versions.present(source).forEach(version -> byPath.put(version.key(), version));
        return byPath;
    }

    private void markGone(Map<Path, FileStamp> files, Map<String, Version> present, boolean complete) {
        List<String> gone = new ArrayList<>();
        for (Version version : List.copyOf(present.values())) {
            if (complete && !files.containsKey(Path.of(version.key()))) {
                gone.add(version.id());
                present.remove(version.key());
            }
        }
        versions.mark(gone, Version.State.GONE);
    }

    /** @return whether something was stored */
    private boolean read(
            VersionSource source,
            Path file,
            FileStamp stamp,
            Map<String, Version> present,
            Sightings seen,
            Warnings warnings,
            Deadline deadline)
            throws TimeOverException {
        Version known = present.get(file.toString());
        if (known != null && known.size() == stamp.size() && known.modifiedNanos() == nanos(stamp)) {
            return false;
        }
        if (!seen.rests(file, stamp)) {
            return false;
        }
        VersionTrouble refused = seen.refused(file);
        if (refused != null) {
            warnings.add(refused);
            return false;
        }
        try {
            requireSameDirectory(file, source);
            CheckedFile checked = new FileChecks(properties).read(file, stamp, true, deadline);
            store(source, file, stamp, checked, known);
            return true;
        } catch (FileRefusedException e) {
            VersionTrouble trouble = e.code().about(file.toString(), e.detail());
            warnings.add(trouble);
            if (e.code() != TroubleCode.CHANGED_WHILE_READ) {
                seen.refuse(file, stamp, trouble);
            }
        } catch (IOException e) {
            warnings.add(
                    TroubleCode.UNREADABLE.about(file.toString(), e.getClass().getSimpleName()));
        }
        return false;
    }

    /** A directory on the way may have become a link since it was walked. */
    private static void requireSameDirectory(Path file, VersionSource source) throws IOException, FileRefusedException {
        Path directory = Path.of(Objects.requireNonNull(source.settings().path()));
        Path real = directory.toRealPath().resolve(directory.relativize(file));
        if (!file.toRealPath().equals(real)) {
            throw new FileRefusedException(TroubleCode.LINK_LEFT_OUT, "");
        }
    }

    private void store(
            VersionSource source, Path file, FileStamp stamp, CheckedFile checked, @Nullable Version before) {
        Version version = FileVersions.of(
                source,
                file.toString(),
                file.toString() + "\n" + checked.sha256(),
                checked,
                stamp.modified().toInstant(),
                nanos(stamp),
                clock.instant());
        boolean fresh = versions.insertFile(version, new ZipParts(version.id(), checked.parts(), checked.complete()));
        if (before != null && !before.id().equals(version.id())) {
            versions.mark(List.of(before.id()), Version.State.REPLACED);
        }
        sources.advanced(source, 0, fresh ? 1 : 0);
    }

    private static long nanos(FileStamp stamp) {
        return stamp.modified().to(TimeUnit.NANOSECONDS);
    }
}
