package io.slipway.dispatcher.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.SslSettings;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The MongoDB client. Every write is majority and journaled: a 202 stands on it. */
@Configuration
@EnableConfigurationProperties(MongoProperties.class)
class StoreConfiguration {
    /** How long a request waits for a store that is away before it is told so. */
    private static final int SELECTION_SECONDS = 5;

    @Bean(destroyMethod = "close")
    MongoClient mongoClient(MongoProperties properties, SslBundles bundles) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(properties.uri()))
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .applicationName("slipway-dispatcher")
                .applyToSslSettings(tls -> secure(tls, properties.sslBundle(), bundles))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(SELECTION_SECONDS, TimeUnit.SECONDS))
                .build());
    }

    private static void secure(SslSettings.Builder tls, String bundle, SslBundles bundles) {
        if (!bundle.isEmpty()) {
            tls.enabled(true).context(bundles.getBundle(bundle).createSslContext());
        }
    }

    @Bean
    MongoDatabase mongoDatabase(MongoClient client, MongoProperties properties) {
        return client.getDatabase(properties.database());
    }

    @Bean(destroyMethod = "close")
    StoreTime storeTime(MongoDatabase database) {
        return new StoreTime(database, Clock.systemUTC());
    }

    /** The only clock of a dispatcher. */
    @Bean
    Clock clock(StoreTime time) {
        return time.withZone(ZoneOffset.UTC);
    }
}
