package io.slipway.opsmanager.release;

import io.slipway.file.Visible;
import io.slipway.job.FailureCode;
import io.slipway.name.FileName;
import io.slipway.worker.OrderEndedException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The live directory of a game server: a link, with all that belongs to it in {@code .slipway/{name}} beside it.
 *
 * @param parent absolute directory of the link
 * @param name of the link
 */
record LivePath(String parent, String name) {
    /** No sign that rsync's filters or a shell could take for more than a letter. */
    private static final Pattern SEGMENT = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.+@-]*");

    /** What hot updates keep in {@code .slipway}. */
    private static final Set<String> TAKEN = Set.of("fence", "stage");

    /** @throws OrderEndedException REJECTED_BY_WORKER where it is no plain path below one of the roots */
    static LivePath of(String path, List<String> roots) {
        boolean below = roots.stream().anyMatch(root -> path.startsWith(root + "/"));
        if (!isPlain(path) || !below) {
            throw OrderEndedException.failed(
                    FailureCode.REJECTED_BY_WORKER,
                    "进程路径 " + Visible.text(path) + " 不在允许的目录 " + roots
                            + " 之下,请修正进程路径或 release.roots · the live directory is no plain path below release.roots");
        }
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        if (TAKEN.contains(name)) {
            throw OrderEndedException.failed(
                    FailureCode.REJECTED_BY_WORKER,
                    "进程路径不能命名为 " + name + " · a live directory cannot be called " + name);
        }
        return new LivePath(path.substring(0, slash), name);
    }

    /** Whether it is absolute, has at least one segment, no dots and no signs with a meaning elsewhere. */
    static boolean isPlain(String path) {
        if (!path.startsWith("/") || !FileName.allowed(path.substring(1))) {
            return false;
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches()) {
                return false;
            }
        }
        return true;
    }

    String path() {
        return parent + "/" + name;
    }

    /** Relative to the parent, as are all names below. */
    String store() {
        return ".slipway/" + name;
    }

    /** @param tree as {@link TreeName} has it */
    String tree(String tree) {
        return store() + "/trees/" + tree;
    }
}
