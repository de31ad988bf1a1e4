package io.slipway.dispatcher.release;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.PushFiles;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.release.packages.ManifestFiles;
import io.slipway.dispatcher.release.packages.VersionChanges;
import io.slipway.dispatcher.release.packages.VersionChanges.Kind;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.dispatcher.store.ReleasePlan.Change;
import io.slipway.dispatcher.store.ReleasePlan.From;
import io.slipway.dispatcher.store.ReleasePlan.PlannedHost;
import io.slipway.dispatcher.store.ReleasePlan.PlannedServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a plan moves: how the version differs from what runs now, and what of it has to travel. */
final class PlannedBytes {
    private static final String UNKNOWN = "";

    private final ManifestFiles manifests;
    private final ReleasePackage version;
    private final Set<String> kept;
    private final List<ManifestFile> files;
    /** By digest of the base's manifest, most used first. */
    private final Map<String, Integer> servers;

    private final Map<String, From> bases = new HashMap<>();
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private final Set<String> heldByManagers = new HashSet<>();
    private final List<VersionRef> basis = new ArrayList<>();

    /** @param installations by id; they name the files of the bases */
    PlannedBytes(
            ManifestFiles manifests,
            ReleasePackage version,
            List<PlannedHost> hosts,
            Set<String> kept,
            Map<String, Installation> installations) {
        this.manifests = manifests;
        this.version = version;
        this.kept = kept;
        this.files = manifests.of(Objects.requireNonNull(version.manifest(), "a package that is READY has one"));
        this.servers = byBase(hosts);
        Map<String, VersionRef> refs = refs(installations);
        servers.keySet().forEach(base -> look(base, refs.get(base)));
    }

    private Map<String, Integer> byBase(List<PlannedHost> hosts) {
        Map<String, Integer> counts = new HashMap<>();
        hosts.forEach(host -> host.servers().forEach(server -> {
            From from = server.from();
            if (from != null) {
                bases.put(from.manifest(), from);
            }
            counts.merge(base(server), 1, Integer::sum);
        }));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static Map<String, VersionRef> refs(Map<String, Installation> installations) {
        Map<String, VersionRef> refs = new HashMap<>();
        installations.values().forEach(one -> {
            Installation.Base base = one.base();
            if (base != null) {
                refs.putIfAbsent(base.manifest(), base.version());
            }
        });
        return refs;
    }

    private void look(String base, @Nullable VersionRef ref) {
        From from = bases.get(base);
        List<ManifestFile> before =
                base.equals(UNKNOWN) ? List.of() : manifests.find(base).orElse(List.of());
        VersionChanges found = VersionChanges.between(before, files, kept);
        changes.put(
                base,
                new Change(
                        from == null ? null : from.version(),
                        from == null ? null : base,
                        servers.getOrDefault(base, 0),
                        found.count(Kind.NEW),
                        found.count(Kind.CHANGED),
                        found.count(Kind.REMOVED),
                        found.count(Kind.KEPT),
                        found.bytes()));
        boolean itself = base.equals(version.manifest());
        if (ref != null && (itself || basis.size() < PushFiles.MOST_BASES)) {
            before.forEach(file -> heldByManagers.add(key(file)));
            if (!itself) {
                basis.add(ref);
            }
        }
    }

    /** Most used first. */
    List<Change> changes() {
        return List.copyOf(changes.values());
    }

    /** Other versions that the ops managers may hold, most used first. */
    List<VersionRef> basis() {
        return List.copyOf(basis);
    }

    /**
     * @param copies how often the version is pushed or passed on
     * @return what is sent at most where managers hold the basis and hosts what the record says
     */
    long toSend(int copies, List<PlannedHost> hosts) {
        long push = files.stream()
                .filter(file -> !heldByManagers.contains(key(file)))
                .mapToLong(ManifestFile::size)
                .sum();
        return push * copies + hosts.stream().mapToLong(this::toHost).sum();
    }

    /** A host gets it once: its other game servers link to the first one's tree. */
    private long toHost(PlannedHost host) {
        if (host.servers().stream().anyMatch(PlannedServer::holds)) {
            return 0;
        }
        Change change = changes.get(base(host.servers().get(0)));
        return change == null ? 0 : change.bytes();
    }

    private static String base(PlannedServer server) {
        From from = server.from();
        return from == null ? UNKNOWN : from.manifest();
    }

    private static String key(ManifestFile file) {
        return file.sha256() + file.name();
    }
}
