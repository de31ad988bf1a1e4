package io.slipway.opsmanager.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Single files and links laid out on this machine as they shall lie below a directory of a host. */
final class Staging {
    private final Path root;
    private final List<String> names = new ArrayList<>();

    Staging(Path parent) throws IOException {
        this.root = Files.createTempDirectory(parent, "lay-");
    }

    Staging text(String name, String text) throws IOException {
        Files.writeString(place(name), text);
        return this;
    }

    Staging link(String name, String target) throws IOException {
        Files.createSymbolicLink(place(name), Path.of(target));
        return this;
    }

    /** With its rights and times. @param file a plain file */
    Staging copy(String name, Path file) throws IOException {
        Files.copy(file, place(name), StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        return this;
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** @param directory absolute, on the host */
    void lay(TreeRsync rsync, String directory) throws InterruptedException {
        if (!isEmpty()) {
            rsync.lay(root, names, directory);
        }
    }

    private Path place(String name) throws IOException {
        Path place = root.resolve(name);
        Files.createDirectories(Objects.requireNonNull(place.getParent()));
        names.add(name);
        return place;
    }
}
