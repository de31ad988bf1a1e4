package io.slipway.filepull.archive;

/** Formats of a package, told by the end of its name. */
public enum ArchiveKind {
    ZIP(".zip"),
    TAR_GZ(".tar.gz"),
    TGZ(".tgz");

    private final String ending;

    ArchiveKind(String ending) {
        this.ending = ending;
    }

    public String ending() {
        return ending;
    }
}
