package io.slipway.opsmanager.logs;

import java.util.ArrayList;
import java.util.List;

/** Finds the size of a log of which only parts can be asked for: 32 offsets at a time. */
final class LogEnd {
    private static final int STEPS = 32;
    private static final int MOST_BITS = 46;

    private final LogSource source;

    LogEnd(LogSource source) {
        this.source = source;
    }

    long find() throws LogTrouble, InterruptedException {
        List<Long> powers = new ArrayList<>();
        for (int bit = 0; bit <= MOST_BITS; bit++) {
            powers.add((1L << bit) - 1);
        }
        int absent = source.present(powers).indexOf(false);
        if (absent == 0) {
            return 0;
        }
        // There is a byte at low, and none at high.
        long low = powers.get(absent < 0 ? MOST_BITS : absent - 1);
        long high = absent < 0 ? Long.MAX_VALUE / 2 : powers.get(absent);
        while (high - low > 1) {
            long step = Math.max(1, (high - low) / STEPS);
            List<Long> offsets = new ArrayList<>();
            for (long offset = low + step; offset < high && offsets.size() < STEPS; offset += step) {
                offsets.add(offset);
            }
            List<Boolean> present = source.present(offsets);
            for (int i = 0; i < offsets.size(); i++) {
                if (present.get(i)) {
                    low = offsets.get(i);
                } else {
                    high = offsets.get(i);
                    break;
                }
            }
        }
        return low + 1;
    }
}
