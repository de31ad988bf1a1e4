package io.slipway.dispatcher.installed;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.RegisteredServer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which hot updates have to be laid again over which game servers, and in which order. One that works is laid again as well where
 * it shares a file with a lost one below it: else the older file would be left on top. For one request and one thread.
 */
final class LostStack {
    private final PatchFiles files;
    private final boolean released;
    private final Map<Key, Layer> layers = new LinkedHashMap<>();

    /** What a hot update brings, whichever job brought it. */
    private record Key(VersionRef version, String manifest) {}

    /**
     * One hot update.
     *
     * @param servers those it is laid over
     * @param lost those of them that lost it; the others have it laid again to stay on top
     */
    record Layer(Patch patch, List<RegisteredServer> servers, Set<String> lost, Set<Layer> above) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** @param released whether those of a version that is not in place any more count */
    LostStack(PatchFiles files, boolean released) {
        this.files = files;
        this.released = released;
    }

    void add(InstallationRow row) {
        Set<String> names = new HashSet<>();
        Layer below = null;
        for (Patch patch : row.patches()) {
            boolean lost = patch.lost() != null && (released || row.onThisBase(patch));
            if (lost || (patch.lost() == null && shares(patch, names))) {
                files.of(patch.manifest()).files().forEach(file -> names.add(file.name()));
                Layer layer = layers.computeIfAbsent(
                        new Key(patch.version(), patch.manifest()),
                        any -> new Layer(patch, new ArrayList<>(), new HashSet<>(), new LinkedHashSet<>()));
                layer.servers().add(row.server());
                if (lost) {
                    layer.lost().add(row.server().id());
                }
                if (below != null && below != layer) {
                    below.above().add(layer);
                }
                below = layer;
            }
        }
    }

    /** Job ids of the first jobs. */
    Set<String> firstJobs() {
        Set<String> ids = new HashSet<>();
        layers.values().forEach(layer -> ids.add(layer.patch().jobId()));
        return ids;
    }

    /**
     * What is below comes before what is above it; where that leaves a choice, or two game servers have them the other way round,
     * the older job does.
     *
     * @param seqs numbers of the first jobs, by id
     */
    List<Layer> inOrder(Map<String, Long> seqs) {
        Map<Layer, Integer> waiting = new HashMap<>();
        layers.values().forEach(layer -> waiting.put(layer, 0));
        layers.values().forEach(layer -> layer.above().forEach(next -> waiting.merge(next, 1, Integer::sum)));
        List<Layer> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Layer next = oldest(waiting, seqs);
            waiting.remove(next);
            next.above().forEach(above -> waiting.computeIfPresent(above, (any, count) -> count - 1));
            ordered.add(next);
        }
        return ordered;
    }

    private static Layer oldest(Map<Layer, Integer> waiting, Map<String, Long> seqs) {
        int least = waiting.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        TreeMap<Long, Layer> bySeq = new TreeMap<>();
        waiting.forEach((layer, count) -> {
            if (count == least) {
                bySeq.putIfAbsent(seqs.getOrDefault(layer.patch().jobId(), Long.MAX_VALUE), layer);
            }
        });
        return bySeq.firstEntry().getValue();
    }

    private boolean shares(Patch patch, Collection<String> names) {
        return !names.isEmpty()
                && files.of(patch.manifest()).files().stream()
                        .map(ManifestFile::name)
                        .anyMatch(names::contains);
    }
}
