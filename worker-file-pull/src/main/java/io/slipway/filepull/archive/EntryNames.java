package io.slipway.filepull.archive;

import io.slipway.name.FileName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of an archive so far: each allowed, none twice, none that another file system would take for another one. */
final class EntryNames {
    /** What a Java string has where the bytes of a name are not UTF-8. */
    private static final char UNDECODABLE = '\uFFFD';

    private final int most;
    private final Map<String, Taken> taken = new HashMap<>();
    private int files;
    private int directories;
    private long entries;

    EntryNames(int most) {
        this.most = most;
    }

    private record Taken(String name, boolean directory) {}

    /** Takes the name of a file. @return directories that it needs and that are new, parents first */
    List<String> file(String name) {
        check(name);
        if (++files > most) {
            throw Refusal.whole("the archive has more than " + most + " files");
        }
        List<String> fresh = parents(name);
        Taken other = taken.putIfAbsent(FileName.collisionKey(name), new Taken(name, false));
        if (other != null) {
            throw collision(name, other);
        }
        return fresh;
    }

    /** Takes the name of a directory, which may come again. @return what is new of it and its parents, parents first */
    List<String> directory(String name) {
        check(name);
        List<String> fresh = parents(name);
        takeDirectory(name, name, fresh);
        return fresh;
    }

    private void check(String name) {
        if (++entries > 2L * most) {
            throw Refusal.whole("the archive has more than " + 2L * most + " entries");
        }
        String problem = name.indexOf(UNDECODABLE) >= 0 ? "not_utf8" : FileName.problem(name);
        if (problem != null) {
            throw Refusal.of(name, "has a name that is not allowed (" + problem + ")");
        }
    }

    private List<String> parents(String name) {
        List<String> fresh = new ArrayList<>();
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            takeDirectory(name.substring(0, slash), name, fresh);
        }
        return fresh;
    }

    private void takeDirectory(String directory, String entry, List<String> fresh) {
        Taken other = taken.putIfAbsent(FileName.collisionKey(directory), new Taken(directory, true));
        if (other == null) {
            if (++directories > most) {
                throw Refusal.whole("the archive has more than " + most + " directories");
            }
            fresh.add(directory);
        } else if (!other.directory() && other.name().equals(directory)) {
            throw Refusal.of(entry, "needs a directory where " + directory + " is a file");
        } else if (!other.name().equals(directory)) {
            throw collision(entry, other);
        }
    }

    private static RuntimeException collision(String entry, Taken other) {
        if (!other.name().equals(entry)) {
            return Refusal.of(entry, "cannot be told from " + other.name() + " where case does not count");
        }
        return Refusal.of(entry, other.directory() ? "is a file where a directory is needed" : "is there twice");
    }
}
