package io.slipway.dispatcher.versions;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.SourceSettings.Kind;
import io.slipway.dispatcher.store.Version;
import io.slipway.dispatcher.store.VersionStore;
import io.slipway.dispatcher.store.ZipParts;
import io.slipway.dispatcher.store.ZipParts.Part;
import io.slipway.dispatcher.versions.VersionDiff.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares two versions from what is stored: neither the repository nor the files are needed any more. */
final class VersionComparison {
    private static final int MOST_REVISIONS = 20_000;

    private final VersionStore versions;

    VersionComparison(VersionStore versions) {
        this.versions = versions;
    }

    /** @param limit most changes told */
    VersionDiff compare(Version from, Version to, int limit) {
        if (from.kind() == Kind.SVN && to.kind() == Kind.SVN) {
            return from.number() <= to.number() ? revisions(from, to, limit) : revisions(to, from, limit);
        }
        if (from.kind() == Kind.SVN || to.kind() == Kind.SVN) {
            throw notComparable();
        }
        return files(from, to, limit);
    }

    private VersionDiff revisions(Version older, Version newer, int limit) {
        if (!older.place().equals(newer.place()) || !older.source().equals(newer.source())) {
            throw notComparable();
        }
        PathUnion union = new PathUnion();
        versions.between(older, newer, MOST_REVISIONS, union::add);
        List<Change> changes = union.changes();
        boolean complete = union.complete() && union.revisions() < MOST_REVISIONS;
        return diff(older, newer, changes.isEmpty() && complete, union.revisions(), changes, complete, limit);
    }

    private VersionDiff files(Version from, Version to, int limit) {
        boolean same = Objects.equals(from.sha256(), to.sha256());
        Optional<ZipParts> before = versions.parts(from.id());
        Optional<ZipParts> after = versions.parts(to.id());
        boolean known = before.isPresent() && after.isPresent();
        List<Change> changes =
                known && !same ? changes(before.get().parts(), after.get().parts()) : List.of();
        boolean complete =
                same || (known && before.get().complete() && after.get().complete() && !changes.isEmpty());
        return diff(from, to, same, null, changes, complete, limit);
    }

    private static List<Change> changes(List<Part> before, List<Part> after) {
        Map<String, Part> old = new TreeMap<>();
        before.forEach(part -> old.put(part.name(), part));
        Map<String, Change> changes = new TreeMap<>();
        for (Part part : after) {
            Part was = old.remove(part.name());
            if (was == null) {
                changes.put(part.name(), new Change(part.name(), "A", null, part.size()));
            } else if (was.crc() != part.crc() || was.size() != part.size()) {
                changes.put(part.name(), new Change(part.name(), "M", was.size(), part.size()));
            }
        }
        old.forEach((name, part) -> changes.put(name, new Change(name, "D", part.size(), null)));
        return new ArrayList<>(changes.values());
    }

    private static VersionDiff diff(
            Version from,
            Version to,
            boolean same,
            @Nullable Integer revisions,
            List<Change> changes,
            boolean complete,
            int limit) {
        return new VersionDiff(
                VersionView.of(from),
                VersionView.of(to),
                same,
                revisions,
                count(changes, "A"),
                count(changes, "M"),
                count(changes, "D"),
                count(changes, "R"),
                changes.subList(0, Math.min(limit, changes.size())),
                complete && changes.size() <= limit);
    }

    private static int count(List<Change> changes, String kind) {
        return (int)
                changes.stream().filter(change -> change.kind().equals(kind)).count();
    }

    private static ProblemException notComparable() {
        return new ProblemException(
                ProblemCode.NOT_COMPARABLE,
                List.of(),
                new ProblemException.Hint(
                        "只能比较同一版本库的两个版本号, 或两个文件",
                        "Two revisions of the same repository can be compared, or two files"));
    }
}
