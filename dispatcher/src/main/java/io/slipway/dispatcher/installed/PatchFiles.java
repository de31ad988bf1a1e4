package io.slipway.dispatcher.installed;

import io.slipway.contract.Manifest;
import io.slipway.contract.MessageCodec;
import io.slipway.dispatcher.store.ManifestStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads manifests, each once: many game servers have the same. For one request and one thread. */
final class PatchFiles {
    private static final Manifest NONE = new Manifest(List.of(), List.of(), 0);

    private final ManifestStore manifests;
    private final Map<String, Manifest> read = new HashMap<>();

    PatchFiles(ManifestStore manifests) {
        this.manifests = manifests;
    }

    /** One without files where the store has it no more. */
    Manifest of(String digest) {
        return read.computeIfAbsent(digest, unknown -> manifests
                .json(unknown)
                .map(MessageCodec::decodeManifest)
                .orElse(NONE));
    }
}
