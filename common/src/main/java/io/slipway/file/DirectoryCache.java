package io.slipway.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps the last directory open: files sorted by name mostly share it with their neighbour. For one thread. */
public final class DirectoryCache implements Closeable {
    private final OpenDirectory root;
    private @Nullable String relative;
    private @Nullable OpenDirectory open;

    /** @param root stays open, and the caller's to close */
    public DirectoryCache(OpenDirectory root) {
        this.root = root;
    }

    /** The directory the file lies in, open until the next call. */
    public OpenDirectory of(String fileName) throws IOException {
        String parent = fileName.substring(0, Math.max(0, fileName.lastIndexOf('/')));
        OpenDirectory current = open;
        if (current == null || !Objects.equals(parent, relative)) {
            close();
            current = root.descend(parent);
            open = current;
            relative = parent;
        }
        return current;
    }

    @Override
    public void close() throws IOException {
        OpenDirectory last = open;
        open = null;
        if (last != null) {
            last.close();
        }
    }
}
