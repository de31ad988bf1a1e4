package io.slipway.opsmanager.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One look at a live directory and its trees.
 *
 * @param copy what was fetched, laid out as below the parent on the host
 * @param live what the live path is
 * @param target of the link, null where it is none
 * @param tree directory of the live tree, null where the live path is no link of ours
 * @param trees directories of all trees, finished or not, newest switch first and unfinished ones last
 * @param switched when each finished tree was last made live
 * @param fence null where none was written yet
 * @param note null where none was written yet
 */
record TreeView(
        LivePath path,
        Path copy,
        Live live,
        @Nullable String target,
        @Nullable String tree,
        List<String> trees,
        Map<String, Instant> switched,
        @Nullable Fence fence,
        @Nullable TreeNote note) {
    /** What a live path can be. */
    enum Live {
        MISSING,
        /** A link to one of our trees. */
        OURS,
        /** A link to somewhere else. */
        FOREIGN,
        DIRECTORY,
        /** A file or worse. */
        OTHER
    }

    /** What has to be fetched from the parent directory. @param kept names of the kept files */
    static List<String> patterns(LivePath path, List<String> kept) {
        String store = "/" + path.store();
        List<String> patterns = new ArrayList<>(List.of(
                "/" + path.name(),
                "/.slipway/",
                store + "/",
                store + "/fence",
                store + "/note",
                store + "/done/",
                store + "/done/*",
                store + "/kept/",
                store + "/kept/**",
                store + "/trees/",
                store + "/trees/*/"));
        patterns.addAll(places("/" + path.name(), kept));
        patterns.addAll(places(store + "/trees/*", kept));
        return patterns;
    }

    /** Lets these files through, and the directories above them. */
    static List<String> places(String directory, List<String> names) {
        List<String> patterns = new ArrayList<>();
        for (String name : names) {
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                patterns.add(directory + "/" + name.substring(0, slash + 1));
            }
            patterns.add(directory + "/" + name);
        }
        return patterns;
    }

    static TreeView of(LivePath path, Path copy) throws IOException {
        Path live = copy.resolve(path.name());
        String target =
                Files.isSymbolicLink(live) ? Files.readSymbolicLink(live).toString() : null;
        Map<String, Instant> switched = switches(copy.resolve(path.store()).resolve("done"));
        List<String> trees = new ArrayList<>(names(copy.resolve(path.store()).resolve("trees")));
        trees.sort(Comparator.comparing((String name) -> switched.getOrDefault(name, Instant.MIN))
                .reversed()
                .thenComparing(Comparator.reverseOrder()));
        String tree = target == null ? null : ours(path, target);
        return new TreeView(
                path,
                copy,
                live(live, tree),
                target,
                tree,
                List.copyOf(trees),
                switched,
                text(copy.resolve(path.store()).resolve("fence"))
                        .flatMap(Fence::parse)
                        .orElse(null),
                text(copy.resolve(path.store()).resolve("note"))
                        .map(TreeNote::parse)
                        .orElse(null));
    }

    /** Trees that are whole: once live, or ready to be. */
    List<String> finished() {
        return trees.stream()
                .filter(name -> switched.containsKey(name) || name.equals(tree))
                .toList();
    }

    /** Whole trees of that version, newest switch first. */
    List<String> finished(String version) {
        return finished().stream()
                .filter(name -> TreeName.tree(name).equals(version))
                .toList();
    }

    /** Names of the whole trees as everybody else knows them. */
    List<String> held() {
        return finished().stream().map(TreeName::tree).distinct().toList();
    }

    /**
     * Where the kept files are that belong to what is live. A take-over that was cut off between its two renames left no live
     * directory, but what it had moved aside.
     */
    @Nullable
    Path keptOfLive() {
        return switch (live) {
            case OURS -> copy.resolve(path.tree(String.valueOf(tree)));
            case DIRECTORY -> copy.resolve(path.name());
            case MISSING ->
                trees.stream()
                        .filter(name -> name.startsWith(TreeName.ADOPTED))
                        .findFirst()
                        .map(name -> copy.resolve(path.tree(name)))
                        .orElse(null);
            case FOREIGN -> foreign(copy, path);
            case OTHER -> null;
        };
    }

    /** Names in the record of kept files, one for each tree that was live once. */
    List<String> keptRecords() throws IOException {
        return names(keptRecord(""));
    }

    Path keptRecord(String treeDirectory) {
        return copy.resolve(path.store()).resolve("kept").resolve(treeDirectory);
    }

    /** Where what a link of somebody else leads to is fetched to. */
    static Path foreign(Path copy, LivePath path) {
        return copy.resolve(".slipway-foreign").resolve(path.name());
    }

    private static Live live(Path live, @Nullable String tree) {
        if (Files.isSymbolicLink(live)) {
            return tree == null ? Live.FOREIGN : Live.OURS;
        }
        if (!Files.exists(live, LinkOption.NOFOLLOW_LINKS)) {
            return Live.MISSING;
        }
        return Files.isDirectory(live, LinkOption.NOFOLLOW_LINKS) ? Live.DIRECTORY : Live.OTHER;
    }

    private static @Nullable String ours(LivePath path, String target) {
        String place = path.tree("");
        return target.startsWith(place) && target.indexOf('/', place.length()) < 0
                ? target.substring(place.length())
                : null;
    }

    private static Map<String, Instant> switches(Path done) throws IOException {
        Map<String, Instant> switches = new HashMap<>();
        for (String name : names(done)) {
            try {
                switches.put(
                        name, Instant.parse(text(done.resolve(name)).orElse("").strip()));
            } catch (DateTimeParseException e) {
                switches.put(name, Instant.EPOCH);
            }
        }
        return switches;
    }

    private static List<String> names(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        }
    }

    private static Optional<String> text(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.readString(file))
                : Optional.empty();
    }
}
