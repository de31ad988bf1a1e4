package io.slipway.opsmanager;

import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.GameServer;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.VersionRef;
import io.slipway.opsmanager.erlang.NodeAddress;
import io.slipway.opsmanager.template.PathTemplate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where everything is on one game host, for one attempt. Staged files lie in {@code {root}/.slipway/stage/{jobSeq}-{attempt}}:
 * two attempts never share a directory, and what the fence refuses can be told by its name and removed.
 *
 * @param root release root, absolute
 * @param stage directory of this attempt's files, below the root
 */
record HostLayout(ProjectHosts hosts, String ip, String root, String stage, Map<String, String> values) {
    private static final Pattern ABSOLUTE = Pattern.compile("(/[^/\\p{Cntrl}]+)+");
    private static final Pattern DOTS = Pattern.compile(".*/\\.\\.?(/.*)?");

    static HostLayout of(ProjectHosts hosts, ApplyUpdate order) {
        OrderHeader header = order.header();
        return of(hosts, order.version(), order.area(), order.ip(), header.jobSeq(), header.attempt());
    }

    /** @throws IllegalArgumentException where a template leads to no plain absolute directory */
    static HostLayout of(ProjectHosts hosts, VersionRef version, String area, String ip, long jobSeq, int attempt) {
        Map<String, String> values = new HashMap<>(
                Map.of("project", version.project(), "area", area, "areaCode", version.areaCode(), "ip", ip));
        String root = absolute(
                "host-root",
                PathTemplate.of("host-root", hosts.hostRoot(), ProjectHosts.PLACE)
                        .expand(values));
        values.put("hostRoot", root);
        String stage = root + "/.slipway/stage/" + jobSeq + "-" + attempt;
        return new HostLayout(hosts, ip, root, stage, Map.copyOf(values));
    }

    /** The directory that the file names of a version are relative to. */
    String liveDirectory(GameServer server) {
        String path = PathTemplate.of("live-dir", hosts.liveDir(), ProjectHosts.PLACE_AND_SERVER)
                .expand(with(server));
        return absolute("live-dir", path.startsWith("/") ? path : root + "/" + path);
    }

    NodeAddress node(GameServer server) {
        String name = PathTemplate.of("node-name", hosts.nodeName(), ProjectHosts.PLACE_AND_SERVER)
                .expand(with(server));
        return NodeAddress.of(ip, name).withEpmdPort(hosts.epmdPort());
    }

    /** The name epmd knows a game server's node by; {@code server} may be a placeholder. */
    String alive(String server) {
        Map<String, String> more = new HashMap<>(values);
        more.put("server", server);
        return PathTemplate.of("node-name", hosts.nodeName(), ProjectHosts.PLACE_AND_SERVER)
                .expand(more)
                .split("@", 2)[0];
    }

    /** The stage as the rsync daemon names it. */
    String pathInModule(ProjectHosts.Direct direct) {
        String module = absolute(
                "direct.module-path",
                PathTemplate.of("direct.module-path", direct.modulePath(), ProjectHosts.PLACE_AND_ROOT)
                        .expand(values));
        if (!stage.startsWith(module + "/")) {
            throw new IllegalArgumentException(
                    "direct.module-path: " + module + " is not a directory above the staged files in " + stage);
        }
        return stage.substring(module.length() + 1);
    }

    private Map<String, String> with(GameServer server) {
        Map<String, String> more = new HashMap<>(values);
        more.put("server", server.name());
        return more;
    }

    private static String absolute(String property, String path) {
        if (!ABSOLUTE.matcher(path).matches() || DOTS.matcher(path).matches()) {
            throw new IllegalArgumentException(property + ": not a plain absolute directory: " + path);
        }
        return path;
    }
}
