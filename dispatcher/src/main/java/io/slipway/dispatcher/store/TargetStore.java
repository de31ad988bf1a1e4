package io.slipway.dispatcher.store;

import io.slipway.contract.Manifest.ManifestFile;
import java.util.Collection;
import java.util.List;

/** Targets in MongoDB. */
public class TargetStore {
    /** In the order of the ids; ids that do not exist are left out. */
    public List<Target> find(Collection<String> targetIds) {
        throw new UnsupportedOperationException();
    }

    /** One page (500 files) of the list a pull reported; empty past the last. */
    public List<ManifestFile> filesPage(String pullTargetId, int page) {
        throw new UnsupportedOperationException();
    }
}
