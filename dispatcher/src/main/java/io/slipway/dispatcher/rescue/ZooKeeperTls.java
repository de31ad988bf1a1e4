package io.slipway.dispatcher.rescue;

import java.nio.file.Path;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * TLS to ZooKeeper, with host names checked; used where {@code trust} is set.
 *
 * @param trust PEM file with the CA of the servers
 * @param key PEM file with our private key and certificate, where the servers ask for one
 */
@ConfigurationProperties("slipway.rescue.zookeeper-tls")
public record ZooKeeperTls(@Nullable Path trust, @Nullable Path key) {
    private static final String PEM = "PEM";

    public ZooKeeperTls {
        if (key != null && trust == null) {
            throw new IllegalArgumentException("slipway.rescue.zookeeper-tls.trust: is needed beside .key");
        }
    }

    /** Clear text, as inside a network of one's own. */
    public static ZooKeeperTls none() {
        return new ZooKeeperTls(null, null);
    }

    /** For one client; nothing is set for the whole process. */
    ZKClientConfig clientSettings() {
        ZKClientConfig settings = new ZKClientConfig();
        if (trust == null) {
            return settings;
        }
        settings.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
        settings.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNetty");
        settings.setProperty("zookeeper.ssl.trustStore.location", trust.toString());
        settings.setProperty("zookeeper.ssl.trustStore.type", PEM);
        if (key != null) {
            settings.setProperty("zookeeper.ssl.keyStore.location", key.toString());
            settings.setProperty("zookeeper.ssl.keyStore.type", PEM);
        }
        return settings;
    }
}
