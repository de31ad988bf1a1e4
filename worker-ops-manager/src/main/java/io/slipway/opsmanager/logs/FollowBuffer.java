package io.slipway.opsmanager.logs;

import java.util.Arrays;

/** Bytes of a followed log between their arrival and their sending; where there are too many, the newest. */
final class FollowBuffer {
    private static final int MOST = 32 * 1024;
    /** A line without an end is sent after that many looks. */
    private static final int PATIENCE = 2;

    private byte[] bytes = {};
    private long skipped;
    private int looks;
    private boolean first = true;

    /** @param skipped bytes left out before it */
    record Taken(String text, long skipped) {}

    synchronized void add(byte[] more) {
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, all, bytes.length, more.length);
        if (all.length > MOST) {
            int from = all.length - MOST;
            skipped += from;
            all = Arrays.copyOfRange(all, from, all.length);
            first = true;
        }
        bytes = all;
    }

    /** Whole lines, or after a while what there is; an empty text for nothing. */
    synchronized Taken take() {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end == 0 && bytes.length > 0 && ++looks >= PATIENCE) {
            end = bytes.length - LogText.cutEnd(bytes);
        }
        if (end == 0) {
            return new Taken("", 0);
        }
        looks = 0;
        byte[] taken = Arrays.copyOf(bytes, end);
        bytes = Arrays.copyOfRange(bytes, end, bytes.length);
        Taken result = new Taken(LogText.of(first ? LogText.withoutCutStart(taken) : taken), skipped);
        first = false;
        skipped = 0;
        return result;
    }
}
