package io.slipway.opsmanager.logs;

/**
 * A piece of a log.
 *
 * @param text as it stands there; where {@code readable} is false, what is said in its place
 */
record Segment(long from, long to, String text, boolean readable) {
    static Segment gap(long from, long to) {
        return new Segment(from, to, "[" + (to - from) + " bytes not readable]", false);
    }
}
