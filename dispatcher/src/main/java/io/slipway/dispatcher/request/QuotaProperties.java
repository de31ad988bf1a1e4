package io.slipway.dispatcher.request;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one project may ask for where its document says nothing else; each dispatcher counts for itself.
 *
 * @param requestsPerMinute job requests per minute, all of a minute's at once, default 600
 * @param openJobs jobs that are not over, default 200
 */
@ConfigurationProperties("slipway.quota")
record QuotaProperties(
        @DefaultValue("600") int requestsPerMinute,
        @DefaultValue("200") int openJobs) {
    QuotaProperties {
        requirePositive("requests-per-minute", requestsPerMinute);
        requirePositive("open-jobs", openJobs);
    }

    private static void requirePositive(String property, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("slipway.quota." + property + ": at least 1, not " + value);
        }
    }
}
