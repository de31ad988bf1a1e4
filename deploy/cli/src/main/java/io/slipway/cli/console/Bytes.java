package io.slipway.cli.console;

import java.util.Locale;

/** Amounts of data as people read them. */
public final class Bytes {
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
    private static final int STEP = 1024;

    private Bytes() {}

    /** {@code 512 B}, {@code 3.4 MB}: with one digit behind the point, in steps of 1,024. */
    public static String of(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= STEP && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }
}
