package io.slipway.dispatcher.installed;

import io.slipway.contract.ComparedServer;
import io.slipway.contract.GameServer;
import io.slipway.contract.Manifest;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.Sha256;
import io.slipway.dispatcher.installed.SkippedView.Skipped;
import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.JobInputs.HostComparison;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.Release;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Finds what should lie in the live directories of chosen game servers. For one request and one thread. */
final class DriftLook {
    private final ExpectedFiles expected;
    private final BiFunction<String, String, Optional<Release>> releases;
    private final Map<String, List<InstallationRow>> byPath = new HashMap<>();
    private final Map<Manifest, String> digests = new HashMap<>();
    private final Map<String, Manifest> manifests = new HashMap<>();
    private final Map<String, List<ComparedServer>> hosts = new LinkedHashMap<>();
    private final List<Skipped> skipped = new ArrayList<>();

    /**
     * @param all rows of the area
     * @param releases by id of a release job and IP, what was done there
     */
    DriftLook(PatchFiles files, List<InstallationRow> all, BiFunction<String, String, Optional<Release>> releases) {
        this.expected = new ExpectedFiles(files);
        this.releases = releases;
        all.forEach(row -> byPath.computeIfAbsent(place(row.server()), any -> new ArrayList<>())
                .add(row));
    }

    /** @param inventory hosts of the area */
    DriftChoice look(List<InstallationRow> chosen, Set<String> inventory) {
        Set<String> seen = new HashSet<>();
        for (InstallationRow row : chosen) {
            RegisteredServer server = row.server();
            Base base = row.base();
            if (!inventory.contains(server.ip())) {
                skip(server, "unknown_host", "主机已不在该地区的清单中", "Its host is not one of the area's any more");
            } else if (server.path() == null) {
                skip(server, "no_path", "没有登记进程路径(path)", "No path is registered");
            } else if (base == null) {
                skip(
                        server,
                        "no_base",
                        "还没有发布过版本,没有可比对的内容",
                        "No release has reached it, so there is nothing to compare with");
            } else if (!seen.add(place(server))) {
                skip(
                        server,
                        "same_path",
                        "与同一主机上的另一游戏服是同一目录,只比对一次",
                        "It has the directory of another one of its host and is compared with it");
            } else {
                take(server, base);
            }
        }
        return new DriftChoice(
                hosts.entrySet().stream()
                        .map(host -> new HostComparison(host.getKey(), List.copyOf(host.getValue())))
                        .toList(),
                List.copyOf(skipped),
                Map.copyOf(manifests));
    }

    private void take(RegisteredServer server, Base base) {
        Manifest manifest = expected.of(base, over(server, base));
        String digest = digests.computeIfAbsent(manifest, fresh -> Sha256.hex(MessageCodec.encode(fresh)));
        manifests.put(digest, manifest);
        hosts.computeIfAbsent(server.ip(), any -> new ArrayList<>())
                .add(new ComparedServer(
                        new GameServer(server.role(), server.name(), server.process(), null),
                        Objects.requireNonNull(server.path()),
                        base.tree(),
                        digest,
                        kept(server, base)));
    }

    /** Of all names that have the directory, in the order they came there. */
    private List<Patch> over(RegisteredServer server, Base base) {
        List<InstallationRow> sharing = byPath.getOrDefault(place(server), List.of());
        List<Patch> own = sharing.stream()
                .flatMap(row -> ExpectedFiles.over(base, row.patches()).stream())
                .toList();
        if (sharing.size() <= 1) {
            return own;
        }
        List<Patch> each = new ArrayList<>();
        own.stream().sorted(Comparator.comparing(Patch::at)).forEach(patch -> {
            each.removeIf(other -> other.brings(patch.version(), patch.manifest()));
            each.add(patch);
        });
        return each;
    }

    private @Nullable List<String> kept(RegisteredServer server, Base base) {
        List<String> names = releases.apply(base.jobId(), server.ip())
                .map(Release::kept)
                .orElseGet(() -> base.kept().stream().map(file -> file.name()).toList());
        return names.isEmpty() ? null : names;
    }

    private void skip(RegisteredServer server, String code, String zh, String en) {
        skipped.add(new Skipped(server.id(), code, server.id() + ": " + zh, server.id() + ": " + en));
    }

    private static String place(RegisteredServer server) {
        return server.ip() + " " + (server.path() == null ? "=" + server.name() : server.path());
    }
}
