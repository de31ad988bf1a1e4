package io.slipway.opsmanager;

import io.slipway.contract.CompareTrees;
import io.slipway.contract.ComparedServer;
import io.slipway.contract.GameServer;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.ReleasedServer;
import io.slipway.contract.VersionRef;
import io.slipway.file.Visible;
import io.slipway.job.FailureCode;
import io.slipway.name.AreaName;
import io.slipway.name.FileName;
import io.slipway.name.IpLiteral;
import io.slipway.worker.OrderEndedException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The worker's own look at orders about trees, as {@link OrderCheck} has for the others. */
final class ReleaseCheck {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TREE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}-[0-9a-f]{12}");
    /** What rsync's filters take for more than a letter. */
    private static final Pattern WILD = Pattern.compile("[*?\\[\\]]");

    private static final int MOST_SERVERS = 500;
    private static final int MOST_KEPT = 100;

    private ReleaseCheck() {}

    /** @throws OrderEndedException REJECTED_BY_WORKER naming the part that is not allowed */
    static void require(ReleaseServers order) {
        requirePlace(order.header(), order.version(), VersionRef.RELEASE, order.area(), order.ip());
        require(DIGEST.matcher(order.manifest()).matches(), "the manifest's digest is malformed");
        requireKept(order.kept());
        require(order.atOnce() >= 1, "atOnce: at least 1");
        require(!order.servers().isEmpty() && order.servers().size() <= MOST_SERVERS, "1 to 500 game servers");
        OrderCheck.requireServers(
                order.servers().stream().map(ReleasedServer::server).toList());
        requirePaths(order.servers().stream().map(ReleasedServer::path).toList());
    }

    /** @throws OrderEndedException REJECTED_BY_WORKER naming the part that is not allowed */
    static void require(CompareTrees order) {
        requirePlace(order.header(), order.version(), VersionRef.DRIFT, order.area(), order.ip());
        require(!order.servers().isEmpty() && order.servers().size() <= MOST_SERVERS, "1 to 500 game servers");
        List<GameServer> servers =
                order.servers().stream().map(ComparedServer::server).toList();
        OrderCheck.requireServers(servers);
        requirePaths(order.servers().stream().map(ComparedServer::path).toList());
        for (ComparedServer server : order.servers()) {
            require(DIGEST.matcher(server.manifest()).matches(), "the manifest's digest is malformed");
            require(TREE.matcher(server.tree()).matches(), "tree is not allowed: " + Visible.text(server.tree()));
            requireKept(server.kept() == null ? List.of() : server.kept());
        }
    }

    private static void requirePlace(OrderHeader header, VersionRef version, String type, String area, String ip) {
        OrderCheck.requireHeader(header, version);
        require(version.updateType().equals(type), "updateType is not " + type);
        require(AreaName.allowed(area), "area is not allowed");
        require(IpLiteral.allowed(ip), "ip is not an IPv4 literal");
    }

    private static void requirePaths(List<String> paths) {
        Set<String> seen = new HashSet<>();
        paths.forEach(path -> require(seen.add(path), "live directory is named twice: " + Visible.text(path)));
    }

    private static void requireKept(List<String> names) {
        require(names.size() <= MOST_KEPT, "at most 100 kept files");
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            String problem = FileName.problem(name);
            require(problem == null, "kept file is not allowed (" + problem + ")");
            require(!WILD.matcher(name).find(), "kept file is not allowed: " + Visible.text(name));
            require(seen.add(FileName.collisionKey(name)), "kept file is named twice: " + Visible.text(name));
        }
    }

    private static void require(boolean allowed, String message) {
        if (!allowed) {
            throw OrderEndedException.failed(FailureCode.REJECTED_BY_WORKER, message);
        }
    }
}
