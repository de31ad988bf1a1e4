package io.slipway.dispatcher.versions.builds;

import io.slipway.dispatcher.versions.look.Deadline;
import io.slipway.dispatcher.versions.look.Glob;
import io.slipway.dispatcher.versions.look.TimeOverException;
import io.slipway.dispatcher.versions.look.TroubleCode;
import io.slipway.dispatcher.versions.look.Warnings;
import io.slipway.file.FileStamp;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/** Finds the files that fit a pattern. Follows no links, goes as deep as the pattern, and ends at a number of entries. */
final class BuildWalk {
    private static final int ENTRIES_PER_FILE = 20;

    private final BuildPattern pattern;
    private final int mostFiles;
    private final Warnings warnings;
    private final Deadline deadline;
    private final Map<Path, FileStamp> found = new TreeMap<>();
    private long entriesLeft;
    private boolean complete = true;

    BuildWalk(BuildPattern pattern, int mostFiles, Warnings warnings, Deadline deadline) {
        this.pattern = pattern;
        this.mostFiles = mostFiles;
        this.warnings = warnings;
        this.deadline = deadline;
        this.entriesLeft = (long) mostFiles * ENTRIES_PER_FILE;
    }

    /** @throws IOException where the root itself cannot be read */
    Map<Path, FileStamp> run(Path root) throws IOException, TimeOverException {
        walk(root, 0);
        return found;
    }

    /** False where something was left out, so that what was not found may be there all the same. */
    boolean complete() {
        return complete;
    }

    private void walk(Path directory, int level) throws IOException, TimeOverException {
        Glob name = pattern.levels().get(level);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                TimeOverException.check(deadline);
                if (entriesLeft-- <= 0 || found.size() >= mostFiles) {
                    tooMany(directory);
                    return;
                }
                if (name.matches(String.valueOf(entry.getFileName()))) {
                    visit(entry, level);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void visit(Path entry, int level) throws TimeOverException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean last = level == pattern.levels().size() - 1;
            if (attributes.isSymbolicLink()) {
                warnings.add(TroubleCode.LINK_LEFT_OUT, entry.toString(), "");
            } else if (last && attributes.isRegularFile()) {
                found.put(entry, FileStamp.of(attributes));
            } else if (!last && attributes.isDirectory()) {
                walk(entry, level + 1);
            }
        } catch (NoSuchFileException e) {
            // It went while we were looking; the next look sees that, too.
        } catch (IOException e) {
            complete = false;
            warnings.add(TroubleCode.UNREADABLE, entry.toString(), e.getClass().getSimpleName());
        }
    }

    private void tooMany(Path directory) {
        if (complete) {
            warnings.add(TroubleCode.TOO_LARGE, directory.toString(), "slipway.versions.most-files = " + mostFiles);
        }
        complete = false;
    }
}
