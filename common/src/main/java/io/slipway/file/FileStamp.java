package io.slipway.file;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What tells, without reading it, whether a file is still the one that was seen before.
 *
 * @param size bytes
 * @param key device and inode
 */
public record FileStamp(
        long size, FileTime modified, @Nullable Object key) {
    /** The stamp of an entry as its directory shows it. */
    public static FileStamp of(BasicFileAttributes attributes) {
        return new FileStamp(
                attributes.size(), Objects.requireNonNull(attributes.lastModifiedTime()), attributes.fileKey());
    }
}
