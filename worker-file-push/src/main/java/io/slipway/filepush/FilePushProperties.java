package io.slipway.filepush;

import io.slipway.rsync.RsyncOptions;
import io.slipway.rsync.RsyncPush;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of this worker; an unknown key below {@code slipway.file-push} stops the start.
 *
 * @param backupRoot directory of the snapshots, the one worker-file-pull writes, or for a relay the one that the rsync module
 *     of its host writes; required
 * @param relay whether it passes on, within a region, what a push brought there (role file-relay), by default false
 * @param connectLimit longest wait for a daemon's greeting, from 1 s, by default 5 s
 * @param silenceLimit longest time without a byte from the daemon, from 1 s, by default 60 s
 * @param runLimit longest run of one rsync, by default 30 min
 * @param tries how often a push is tried while the daemon is busy or out of reach, 1 to 10, by default 3
 * @param retryPause wait before the second try, doubled before each further one, by default 1 s
 * @param bandwidthKib limit of one push in KiB per second, 0 (the default) for none
 * @param checkThreads files digested at once before a push, 1 to 16, by default 2
 */
@Validated
@ConfigurationProperties(prefix = "slipway.file-push", ignoreUnknownFields = false)
public record FilePushProperties(
        @NotNull Path backupRoot,
        @DefaultValue("false") boolean relay,
        @DefaultValue("5s") @DurationMin(seconds = 1) Duration connectLimit,
        @DefaultValue("60s") @DurationMin(seconds = 1) Duration silenceLimit,
        @DefaultValue("30m") @DurationMin(seconds = 1) Duration runLimit,
        @DefaultValue("3") @Min(1) @Max(10) int tries,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration retryPause,
        @DefaultValue("0") @Min(0) int bandwidthKib,
        @DefaultValue("2") @Min(1) @Max(16) int checkThreads) {

    RsyncPush.Patience patience() {
        return new RsyncPush.Patience(runLimit, tries, retryPause);
    }

    RsyncOptions rsyncOptions() {
        return RsyncOptions.DEFAULT.withLimits(connectLimit, silenceLimit).withBandwidthKib(bandwidthKib);
    }
}
