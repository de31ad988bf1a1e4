package io.slipway.file;

/**
 * A plain file of a tree.
 *
 * @param name relative to the tree, {@code /} between segments
 */
public record PlainFile(String name, FileStamp stamp) implements Comparable<PlainFile> {
    public long size() {
        return stamp.size();
    }

    /** Path of its directory, empty for the tree's own. */
    public String parent() {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /** Last segment of its name. */
    public String baseName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(PlainFile other) {
        return name.compareTo(other.name);
    }
}
