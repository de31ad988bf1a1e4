package io.slipway.dispatcher.versions;

import io.slipway.dispatcher.store.ChangedPath;
import io.slipway.dispatcher.store.Version;
import io.slipway.dispatcher.versions.VersionDiff.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of every path after several revisions: a path that was added and then deleted is no change, one that was deleted and came
 * back is replaced. A deleted directory takes with it what lies below.
 */
final class PathUnion {
    private static final int MOST_PATHS = 100_000;

    private final TreeMap<String, Fate> fates = new TreeMap<>();
    private boolean complete = true;
    private int revisions;

    /**
     * @param before whether it was there before the first of the revisions
     * @param now whether it is there after the last one so far
     * @param anew whether it went in between
     */
    private record Fate(boolean before, boolean now, boolean anew) {}

    /** The next revision, in their order. */
    void add(Version revision) {
        revisions++;
        List<ChangedPath> paths = revision.changes();
        complete &= paths.size() >= revision.pathCount();
        paths.forEach(this::add);
    }

    private void add(ChangedPath changed) {
        String path = changed.path();
        switch (changed.action()) {
            case "A" -> put(path, false, true, false);
            case "D" -> {
                put(path, true, false, true);
                below(path).replaceAll((child, fate) -> new Fate(fate.before(), false, true));
            }
            case "R" -> {
                below(path).replaceAll((child, fate) -> new Fate(fate.before(), false, true));
                put(path, true, true, true);
            }
            default -> put(path, true, true, false);
        }
    }

    /** Everything between {@code path/} and {@code path0}, the character after the slash. */
    private Map<String, Fate> below(String path) {
        return fates.subMap(path + "/", path + "0");
    }

    private void put(String path, boolean beforeWhereNew, boolean now, boolean anew) {
        Fate known = fates.get(path);
        if (known == null && fates.size() >= MOST_PATHS) {
            complete = false;
            return;
        }
        fates.put(
                path,
                known == null
                        ? new Fate(beforeWhereNew, now, anew)
                        : new Fate(known.before(), now, known.anew() || anew || (!known.now() && now)));
    }

    /** By path, without those that came and went. */
    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        fates.forEach((path, fate) -> {
            if (fate.before() || fate.now()) {
                changes.add(new Change(path, kind(fate), null, null));
            }
        });
        return changes;
    }

    private static String kind(Fate fate) {
        if (!fate.before()) {
            return "A";
        }
        if (!fate.now()) {
            return "D";
        }
        return fate.anew() ? "R" : "M";
    }

    boolean complete() {
        return complete;
    }

    int revisions() {
        return revisions;
    }
}
