package io.slipway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RsyncManagerTest {
    private static final ZoneId HERE = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "20:00, 23:30, 11:59, 0", // UTC; Shanghai is eight hours ahead
        "20:00, 23:30, 12:00, 2048",
        "20:00, 23:30, 15:29, 2048",
        "20:00, 23:30, 15:30, 0",
        "22:00, 06:00, 13:59, 0",
        "22:00, 06:00, 14:00, 2048",
        "22:00, 06:00, 16:00, 2048",
        "22:00, 06:00, 21:59, 2048",
        "22:00, 06:00, 22:00, 0",
        "00:00, 12:00, 16:00, 2048",
        ", , 03:00, 2048",
    })
    void aRuleHoldsFromItsFirstMinuteToTheOneBeforeItsEnd(
            @Nullable String from, @Nullable String to, String utc, int limit) {
        RsyncManager manager = manager(List.of(new BandwidthRule(from, to, 2048)), "Asia/Shanghai");

        assertThat(manager.kibPerSecondAt(Instant.parse("2026-11-21T" + utc + ":00Z"), HERE))
                .isEqualTo(limit);
    }

    @Test
    void withoutAZoneTheTimesAreLocal() {
        RsyncManager manager = manager(List.of(new BandwidthRule("20:00", "21:00", 7)), null);

        assertThat(manager.kibPerSecondAt(Instant.parse("2026-11-21T19:00:00Z"), HERE))
                .isEqualTo(7);
        assertThat(manager.kibPerSecondAt(Instant.parse("2026-07-21T18:00:00Z"), HERE))
                .isEqualTo(7);
    }

    @Test
    void withoutRulesThereIsNoLimit() {
        assertThat(manager(null, null).kibPerSecondAt(Instant.EPOCH, HERE)).isZero();
        assertThat(manager(List.of(), null).kibPerSecondAt(Instant.EPOCH, HERE)).isZero();
    }

    private static RsyncManager manager(@Nullable List<BandwidthRule> rules, @Nullable String zone) {
        return new RsyncManager("10.1.1.9", 10022, "cmdb_hot_server", "cmdb_user", "/etc/x", rules, zone);
    }
}
