package io.slipway.dispatcher.release.packages;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.MessageCodec;
import io.slipway.dispatcher.store.ManifestStore;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The files of versions, by the digest of their manifests. */
@Component
public class ManifestFiles {
    private final ManifestStore manifests;

    ManifestFiles(ManifestStore manifests) {
        this.manifests = manifests;
    }

    /** In the order of the manifest; empty where there is none of that digest. */
    public Optional<List<ManifestFile>> find(String digest) {
        return manifests.json(digest).map(json -> MessageCodec.decodeManifest(json)
                .files());
    }

    /** @throws IllegalStateException where there is none of that digest */
    public List<ManifestFile> of(String digest) {
        return find(digest).orElseThrow(() -> new IllegalStateException("no manifest " + digest));
    }
}
