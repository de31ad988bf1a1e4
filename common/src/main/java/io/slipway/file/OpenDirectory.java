package io.slipway.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;

/**
 * A directory held open by its descriptor. Everything is reached from there one segment at a time and never through a
 * link, so a link that is put in place after a check leads nowhere.
 *
 * <p>Safe for use by several threads, {@link #names} apart, which reads the one listing an open directory has.
 */
public final class OpenDirectory implements Closeable {
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> ANY_EXECUTABLE = PosixFilePermissions.fromString("--x--x--x");

    private final Path path;
    private final SecureDirectoryStream<Path> stream;

    private OpenDirectory(Path path, SecureDirectoryStream<Path> stream) {
        this.path = path;
        this.stream = stream;
    }

    /**
     * Opens a directory whose path is trusted up to its last segment.
     *
     * @throws NoSuchFileException where it does not exist
     * @throws UnsafeEntryException where the last segment is not a directory
     */
    public static OpenDirectory open(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) {
            throw new UnsafeEntryException(path.toString(), kind(attributes) + ", not a directory");
        }
        return new OpenDirectory(path, secure(path, Files.newDirectoryStream(path)));
    }

    /** Opens a directory below this one. @throws UnsafeEntryException where it is something else */
    public OpenDirectory child(String name) throws IOException {
        Path segment = Path.of(name);
        if (!attributes(name).isDirectory()) {
            throw new UnsafeEntryException(path.resolve(name).toString(), kind(attributes(name)) + ", not a directory");
        }
        try {
            return new OpenDirectory(path.resolve(name), stream.newDirectoryStream(segment, LinkOption.NOFOLLOW_LINKS));
        } catch (NotDirectoryException e) {
            throw new UnsafeEntryException(path.resolve(name).toString(), "is not a directory any more");
        }
    }

    /** Opens a directory several segments down; {@code ""} opens this one again. */
    public OpenDirectory descend(String relative) throws IOException {
        OpenDirectory current = new OpenDirectory(path, stream.newDirectoryStream(Path.of(".")));
        if (relative.isEmpty()) {
            return current;
        }
        for (String segment : relative.split("/")) {
            try (OpenDirectory parent = current) {
                current = parent.child(segment);
            }
        }
        return current;
    }

    /** Opens a plain file for reading. @throws UnsafeEntryException where it is something else */
    public FileChannel read(String name) throws IOException {
        BasicFileAttributes attributes = attributes(name);
        if (!attributes.isRegularFile()) {
            // Also keeps a pipe from being opened, which would wait for its writer.
            throw new UnsafeEntryException(path.resolve(name).toString(), kind(attributes) + ", not a plain file");
        }
        SeekableByteChannel channel =
                stream.newByteChannel(Path.of(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        return (FileChannel) channel;
    }

    /** Makes a plain file, readable for all, and opens it for writing; fails where the name is taken. */
    public FileChannel create(String name) throws IOException {
        return create(name, false);
    }

    /** As {@link #create(String)}. @param executable whether all may run it as well */
    public FileChannel create(String name, boolean executable) throws IOException {
        FileChannel channel = (FileChannel) stream.newByteChannel(
                Path.of(name),
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS));
        try {
            stream.getFileAttributeView(Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setPermissions(executable ? EXECUTABLE : READABLE);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Gives an entry another name in this directory, in one step; a file of that name is replaced. */
    public void rename(String from, String to) throws IOException {
        stream.move(Path.of(from), stream, Path.of(to));
    }

    /** Removes a file, or a link itself. */
    public void delete(String name) throws IOException {
        stream.deleteFile(Path.of(name));
    }

    /** What the entry itself is; a link is not followed. */
    public BasicFileAttributes attributes(String name) throws IOException {
        try {
            return stream.getFileAttributeView(Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(path.resolve(name).toString());
        }
    }

    /** Whether anybody may run the file. */
    public boolean executable(String name) throws IOException {
        Set<PosixFilePermission> permissions = stream.getFileAttributeView(
                        Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .permissions();
        return !Collections.disjoint(permissions, ANY_EXECUTABLE);
    }

    /** The names in it, in no order; can be read once. */
    public Iterable<Path> names() {
        return stream;
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    /** Completes "entry ...": what an entry is. */
    static String kind(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return "is a symbolic link";
        }
        if (attributes.isOther()) {
            return "is a pipe, socket or device";
        }
        return attributes.isDirectory() ? "is a directory" : "is a plain file";
    }

    private static SecureDirectoryStream<Path> secure(Path path, DirectoryStream<Path> stream) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new UnsafeEntryException(path.toString(), "lies on a file system without openat");
    }
}
