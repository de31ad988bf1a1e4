package io.slipway.dispatcher.store;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the truth is kept.
 *
 * @param uri connection string, default {@code mongodb://127.0.0.1:27017}
 * @param database default {@code slipway}
 * @param sslBundle name of a bundle of {@code spring.ssl.bundle} with the CA of the store, and our certificate where it asks for
 *     one; empty: the JVM's own CAs, where the uri says TLS
 */
@ConfigurationProperties("slipway.mongo")
public record MongoProperties(
        @DefaultValue("mongodb://127.0.0.1:27017") String uri,
        @DefaultValue("slipway") String database,
        @DefaultValue("") String sslBundle) {}
