package io.slipway.dispatcher.installed;

import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.Installation.Why;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What should lie in a live directory: the files of the base with those of its hot updates laid over them. A restart takes nothing
 * from the disk, so what it lost counts; another release did. For one request and one thread.
 */
final class ExpectedFiles {
    private final PatchFiles files;
    private final Map<Layers, Manifest> merged = new HashMap<>();

    private record Layers(String base, List<String> over) {}

    ExpectedFiles(PatchFiles files) {
        this.files = files;
    }

    /** In the order they were laid over it. */
    static List<Patch> over(Base base, List<Patch> patches) {
        return patches.stream()
                .filter(patch -> base.tree().equals(patch.tree()))
                .filter(patch -> patch.lost() == null || patch.lost().why() == Why.RESTART)
                .toList();
    }

    /** Without commands; many game servers have the same, so it is made once. */
    Manifest of(Base base, List<Patch> over) {
        return merged.computeIfAbsent(
                new Layers(base.manifest(), over.stream().map(Patch::manifest).toList()), this::merge);
    }

    private Manifest merge(Layers layers) {
        Map<String, ManifestFile> byName = new LinkedHashMap<>();
        files.of(layers.base()).files().forEach(file -> byName.put(file.name(), file));
        layers.over().forEach(digest -> files.of(digest).files().forEach(file -> byName.put(file.name(), file)));
        return new Manifest(List.copyOf(byName.values()), List.of(), 0);
    }
}
