package io.slipway.dispatcher.audit;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The signed head of the audit's chain.
 *
 * @param keyFile key that signs, made at the first start, mode 600; needed where there is a head file
 * @param headFile where the head is appended as a line when it has changed; to be copied to another machine as it grows; not set
 *     by default, and then a tail that was cut off is not seen after a restart
 * @param headEvery how often it is looked at; default 1 min
 */
@ConfigurationProperties("slipway.audit")
public record AuditProperties(
        @Nullable Path keyFile,
        @Nullable Path headFile,
        @DefaultValue("1m") Duration headEvery) {

    public AuditProperties {
        if (headFile != null && keyFile == null) {
            throw new IllegalArgumentException("slipway.audit.key-file: needed with slipway.audit.head-file");
        }
    }
}
