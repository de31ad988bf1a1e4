package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An rsync daemon of an ops manager, as in the seed's RSYNC_MANAGERS (requirement S4-12).
 *
 * @param passFile path of the password file on the version receiver; must be mode 600
 * @param bandwidth how fast files may go there, by time of day; no two rules hold at once, and none, or null, is no limit
 * @param zone of those times, such as {@code Asia/Shanghai}; null for that of the version receiver
 */
public record RsyncManager(
        String ip,
        int port,
        String module,
        String user,
        String passFile,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<BandwidthRule> bandwidth,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String zone) {

    /** Without limits. */
    public RsyncManager(String ip, int port, String module, String user, String passFile) {
        this(ip, port, module, user, passFile, null, null);
    }

    /**
     * KiB per second at a moment, 0 for no limit.
     *
     * @param here the zone where the manager names none
     * @throws java.time.DateTimeException where a time or the zone cannot be read
     */
    public int kibPerSecondAt(Instant now, ZoneId here) {
        if (bandwidth == null) {
            return 0;
        }
        LocalTime time = LocalTime.ofInstant(now, zone == null ? here : ZoneId.of(zone));
        return bandwidth.stream()
                .filter(rule -> rule.covers(time))
                .mapToInt(BandwidthRule::kibPerSecond)
                .findFirst()
                .orElse(0);
    }
}
