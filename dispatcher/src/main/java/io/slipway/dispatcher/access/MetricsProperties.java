package io.slipway.dispatcher.access;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may read {@code /metrics} beside the administrators of every project.
 *
 * @param tokenFile file of mode 600 with a token for that alone, at least 32 characters, read anew at each request; not set by
 *     default
 */
@ConfigurationProperties("slipway.metrics")
public record MetricsProperties(@Nullable Path tokenFile) {}
