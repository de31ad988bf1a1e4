package io.slipway.opsmanager;

import io.slipway.contract.ApplyClient;
import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.GameServer;
import io.slipway.contract.VersionRef;
import io.slipway.file.VersionCheck;
import io.slipway.job.FailureCode;
import io.slipway.name.AreaName;
import io.slipway.name.CdnName;
import io.slipway.name.IpLiteral;
import io.slipway.worker.OrderEndedException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The worker's own look at an order: whoever can write to the queue still cannot name another path, host or option. */
final class OrderCheck {
    /** {@code {jobId}:{step}:{key}}; becomes the name of a journal file. */
    private static final Pattern TARGET_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,149}");

    private OrderCheck() {}

    /** @throws OrderEndedException REJECTED_BY_WORKER naming the part that is not allowed */
    static void require(ApplyUpdate order) {
        VersionCheck.require(order.version());
        VersionCheck.require("jobId", order.header().jobId());
        require(TARGET_ID.matcher(order.header().targetId()).matches(), "targetId is not allowed");
        require(order.header().jobSeq() >= 0 && order.header().attempt() >= 0, "the fence is negative");
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
