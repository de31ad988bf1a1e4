package io.slipway.dispatcher.store;

import io.slipway.contract.BandwidthRule;
import io.slipway.contract.RsyncManager;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** An rsync manager inside a project's document; what it has no limits for is not written. */
final class ManagerDocument {
    private ManagerDocument() {}

    static Document write(RsyncManager manager) {
        Document stored = new Document("ip", manager.ip())
                .append("port", manager.port())
                .append("module", manager.module())
                .append("user", manager.user())
                .append("pass_file", manager.passFile());
        List<BandwidthRule> bandwidth = manager.bandwidth();
        if (bandwidth != null) {
            stored.append(
                    "bandwidth", bandwidth.stream().map(ManagerDocument::write).toList());
        }
        if (manager.zone() != null) {
            stored.append("zone", manager.zone());
        }
        return stored;
    }

    static RsyncManager read(Document stored) {
        return new RsyncManager(
                stored.getString("ip"),
                stored.getInteger("port"),
                stored.getString("module"),
                stored.getString("user"),
                stored.getString("pass_file"),
                rules(stored.getList("bandwidth", Document.class)),
                stored.getString("zone"));
    }

    private static Document write(BandwidthRule rule) {
        return new Document("from", rule.from()).append("to", rule.to()).append("kib_per_second", rule.kibPerSecond());
    }

    private static @Nullable List<BandwidthRule> rules(@Nullable List<Document> stored) {
        return stored == null
                ? null
                : stored.stream()
                        .map(rule -> new BandwidthRule(
                                rule.getString("from"), rule.getString("to"), rule.getInteger("kib_per_second")))
                        .toList();
    }
}
