package io.slipway.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RsyncProgressTest {
    @Test
    void bytesAndPercentAreRead() {
        assertThat(RsyncProgress.parse("         32768  12%   31.25MB/s    0:00:01  "))
                .contains(new RsyncProgress(32_768, 12));
        assertThat(RsyncProgress.parse("       3000000 100%  286.10MB/s    0:00:00 (xfr#1, to-chk=0/2)"))
                .contains(new RsyncProgress(3_000_000, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.beam", "100% done", "12 34 56", "99999999999999999999 1% 1B/s 0:00:00"})
    void otherLinesAreNone(String line) {
        assertThat(RsyncProgress.parse(line)).isEmpty();
    }
}
