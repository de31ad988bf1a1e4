package io.slipway.opsmanager.erlang;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What to switch on a host.
 *
 * @param root release root of the host, absolute; holds {@code .slipway/fence}
 * @param jobSeq first half of the fence; a pair lower than the one stored on the host changes nothing
 * @param attempt second half of the fence
 * @param stage directory on the host with the new files, absolute
 * @param live directory of the game server to change, absolute
 * @param files not empty, no name twice
 * @param limit from sending on; no rename is begun later
 */
public record OverlayRequest(
        String root, long jobSeq, long attempt, String stage, String live, List<Entry> files, Duration limit) {
    private static final Pattern ABSOLUTE = Pattern.compile("/|(/[^/\\p{Cntrl}]+)+");

    /** A file, named relative to both directories with {@code /} between the parts. */
    public record Entry(String name, Md5 md5) {
        private static final Pattern NAME = Pattern.compile("[^/\\p{Cntrl}]+(/[^/\\p{Cntrl}]+)*");
        private static final int MAX_PART_BYTES = 200;

        public Entry {
            boolean safe = NAME.matcher(name).matches();
            for (String part : name.split("/", -1)) {
                safe &= !part.equals(".") && !part.equals("..") && !part.startsWith(".slipway");
                safe &= part.getBytes(StandardCharsets.UTF_8).length <= MAX_PART_BYTES;
            }
            if (!safe) {
                throw new IllegalArgumentException("not a plain relative file name: " + name);
            }
        }

        /** The directory part with its final slash, or empty. */
        String directory() {
            return name.substring(0, name.lastIndexOf('/') + 1);
        }

        String base() {
            return name.substring(name.lastIndexOf('/') + 1);
        }
    }

    public OverlayRequest {
        files = List.copyOf(files);
        for (String path : List.of(root, stage, live)) {
            if (!ABSOLUTE.matcher(path).matches() || path.contains("/../") || path.endsWith("/..")) {
                throw new IllegalArgumentException("not a plain absolute path: " + path);
            }
        }
        Set<String> names = files.stream().map(Entry::name).collect(Collectors.toSet());
        if (names.isEmpty() || names.size() != files.size()) {
            throw new IllegalArgumentException("an overlay needs files, each once");
        }
        if (jobSeq < 0 || attempt < 0 || limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("fence and limit must be positive");
        }
    }

    String stagePath(Entry file) {
        return stage + "/" + file.name();
    }

    String livePath(Entry file) {
        return live + "/" + file.name();
    }

    /** The copy beside the live file, which the rename makes the live file. */
    String tempPath(Entry file) {
        return live + "/" + file.directory() + ".slipway-" + jobSeq + "-" + attempt + "-" + file.base();
    }

    HostFence fence() {
        return new HostFence(root, jobSeq, attempt);
    }

    /** All directories between {@link #live} and the files, outer ones first. */
    List<String> directories() {
        Set<String> directories = new TreeSet<>(); // a prefix sorts before what it is a prefix of
        for (Entry file : files) {
            String directory = file.directory();
            for (int slash = directory.indexOf('/'); slash >= 0; slash = directory.indexOf('/', slash + 1)) {
                directories.add(live + "/" + directory.substring(0, slash));
            }
        }
        return List.copyOf(directories);
    }

    /** The directories the files are in, without a final slash. */
    List<String> homes() {
        return files.stream()
                .map(this::livePath)
                .map(path -> path.substring(0, path.lastIndexOf('/')))
                .distinct()
                .toList();
    }
}
