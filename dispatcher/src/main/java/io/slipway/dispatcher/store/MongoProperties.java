package io.slipway.dispatcher.store;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the truth is kept.
 *
 * @param uri connection string, default {@code mongodb://127.0.0.1:27017}
 * @param database default {@code slipway}
 */
@ConfigurationProperties("slipway.mongo")
public record MongoProperties(
        @DefaultValue("mongodb://127.0.0.1:27017") String uri,
        @DefaultValue("slipway") String database) {}
