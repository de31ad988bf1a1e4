package io.slipway.file;

import java.io.IOException;

/** A tree holds something other than plain files and directories with allowed names (reliability rule A3). */
public final class UnsafeEntryException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String entry;

    /** @param problem completes "entry ...", for example {@code is a symbolic link} */
    public UnsafeEntryException(String entry, String problem) {
        super(Visible.text(entry) + " " + problem);
        this.entry = entry;
    }

    /** The name of the entry, relative to the tree. */
    public String entry() {
        return entry;
    }
}
