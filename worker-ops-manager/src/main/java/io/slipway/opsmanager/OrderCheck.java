package io.slipway.opsmanager;

import io.slipway.contract.ApplyClient;
import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.ControlServers;
import io.slipway.contract.GameServer;
import io.slipway.contract.HealthCheck;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.VersionRef;
import io.slipway.erlang.ErlangCallParser;
import io.slipway.erlang.InvalidErlangCallException;
import io.slipway.file.VersionCheck;
import io.slipway.job.FailureCode;
import io.slipway.name.AreaName;
import io.slipway.name.CdnName;
import io.slipway.name.IpLiteral;
import io.slipway.name.SafeName;
import io.slipway.worker.OrderEndedException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The worker's own look at an order: whoever can write to the queue still cannot name another path, host or option. */
final class OrderCheck {
    /** {@code {jobId}:{step}:{key}}; becomes the name of a journal file. */
    private static final Pattern TARGET_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,149}");

    /** Of an HTTP health check: no space, no fragment, no other host. */
    private static final Pattern PATH =
            Pattern.compile("/(?!/)([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2}){0,255}");

    private static final int MAX_PORT = 65_535;
    private static final int LONGEST_HEALTH = 600;

    private OrderCheck() {}

    /** @throws OrderEndedException REJECTED_BY_WORKER naming the part that is not allowed */
    static void require(ApplyUpdate order) {
        requireHeader(order.header(), order.version());
        require(AreaName.allowed(order.area()), "area is not allowed");
        require(IpLiteral.allowed(order.ip()), "ip is not an IPv4 literal");
        require(!order.servers().isEmpty(), "no game server is named");
        Set<String> names = new HashSet<>();
        for (GameServer server : order.servers()) {
            VersionCheck.require("game server", server.name());
            require(names.add(server.name()), "game server is named twice: " + server.name());
        }
    }

    /** @throws OrderEndedException REJECTED_BY_WORKER naming the part that is not allowed */
    static void require(ControlServers order) {
        requireHeader(order.header(), order.version());
        require(AreaName.allowed(order.area()), "area is not allowed");
        require(IpLiteral.allowed(order.ip()), "ip is not an IPv4 literal");
        require(!order.servers().isEmpty(), "no game server is named");
        requireServers(order.servers());
    }

    static void requireHeader(OrderHeader header, VersionRef version) {
        VersionCheck.require(version);
        VersionCheck.require("jobId", header.jobId());
        require(TARGET_ID.matcher(header.targetId()).matches(), "targetId is not allowed");
        require(header.jobSeq() >= 0 && header.attempt() >= 0, "the fence is negative");
    }

    /** Names, roles, processes and health checks; none twice. */
    static void requireServers(List<GameServer> servers) {
        Set<String> names = new HashSet<>();
        Set<String> processes = new HashSet<>();
        for (GameServer server : servers) {
            VersionCheck.require("game server", server.name());
            VersionCheck.require("role", server.role());
            require(names.add(server.name()), "game server is named twice: " + server.name());
            require(processAllowed(server.processName()), "process of " + server.name() + " is not allowed");
            require(processes.add(server.processName()), "process is named twice: " + server.processName());
            if (server.health() != null) {
                require(server.health());
            }
        }
    }

    /** {@code name} or {@code group:name}. */
    private static boolean processAllowed(String process) {
        String[] parts = process.split(":", -1);
        return parts.length <= 2 && Stream.of(parts).allMatch(SafeName::allowed);
    }

    private static void require(HealthCheck check) {
        require(check.withinSeconds() >= 1 && check.withinSeconds() <= LONGEST_HEALTH, "health: 1 to 600 s");
        switch (check.kind()) {
            case TCP -> require(portAllowed(check.port()), "health: the port is 1 to 65535");
            case HTTP -> {
                require(portAllowed(check.port()), "health: the port is 1 to 65535");
                String path = check.path();
                require(path != null && PATH.matcher(path).matches(), "health: the path is not allowed");
            }
            case ERLANG -> {
                try {
                    ErlangCallParser.parse(String.valueOf(check.call()));
                } catch (InvalidErlangCallException e) {
                    require(false, "health: the call is not allowed: " + e.getMessage());
                }
            }
        }
    }

    private static boolean portAllowed(@Nullable Integer port) {
        return port != null && port >= 1 && port <= MAX_PORT;
    }

    /** @throws OrderEndedException REJECTED_BY_WORKER naming the part that is not allowed */
    static void require(ApplyClient order) {
        VersionCheck.require(order.version());
        VersionCheck.require("jobId", order.header().jobId());
        require(order.header().jobSeq() >= 0 && order.header().attempt() >= 0, "the fence is negative");
        require(AreaName.allowed(order.area()), "area is not allowed");
        require(order.version().updateType().equals(VersionRef.HOT_CLIENT), "these are no files of a client");
        Integer type = order.version().clientType();
        require(type != null && (type == 0 || type == 1), "the client type is 0 or 1, not " + type);
        require(CdnName.rootAllowed(order.directory().cdnRootUrl()), "cdn_root_url is not allowed");
        require(CdnName.directoryAllowed(order.directory().cdnDir()), "cdn_dir is not allowed");
    }

    private static void require(boolean allowed, String message) {
        if (!allowed) {
            throw OrderEndedException.failed(FailureCode.REJECTED_BY_WORKER, message);
        }
    }
}
