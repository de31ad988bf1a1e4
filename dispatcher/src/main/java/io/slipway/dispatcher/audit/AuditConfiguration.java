package io.slipway.dispatcher.audit;

import io.slipway.dispatcher.store.AuditStore;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the audit; without a head file there are no heads. */
@Configuration
@EnableConfigurationProperties(AuditProperties.class)
class AuditConfiguration {
    private static final String HEAD_FILE = "slipway.audit.head-file";

    @Bean
    @ConditionalOnProperty(HEAD_FILE)
    HeadFile headFile(AuditProperties properties, Clock clock) throws IOException {
        if (properties.headFile() == null || properties.keyFile() == null) {
            throw new IllegalStateException(HEAD_FILE + " needs slipway.audit.key-file");
        }
        return new HeadFile(properties.headFile(), HeadKey.in(properties.keyFile()), clock);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(HEAD_FILE)
    HeadKeeper headKeeper(AuditChain chain, HeadFile file, AuditProperties properties) {
        return new HeadKeeper(chain, file, properties.headEvery());
    }

    @Bean
    AuditVerification auditVerification(AuditStore store, AuditChain chain, Optional<HeadFile> heads) {
        @Nullable HeadFile file = heads.orElse(null);
        return new AuditVerification(store, chain, file);
    }
}
