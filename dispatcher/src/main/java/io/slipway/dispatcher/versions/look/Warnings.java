package io.slipway.dispatcher.versions.look;

import io.slipway.dispatcher.store.VersionTrouble;
import java.util.ArrayList;
import java.util.List;

/** What a look leaves out: the first of it is kept, since a directory may be full of broken files. */
public final class Warnings {
    private static final int MOST = 50;

    private final List<VersionTrouble> found = new ArrayList<>();

    public void add(TroubleCode code, String subject, String detail) {
        add(code.about(subject, detail));
    }

    public void add(VersionTrouble trouble) {
        if (found.size() < MOST) {
            found.add(trouble);
        }
    }

    public List<VersionTrouble> list() {
        return List.copyOf(found);
    }
}
