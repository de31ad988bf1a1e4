package io.slipway.contract;

/**
 * A log of a process under supervisord.
 *
 * @param process as supervisord's calls take it, {@code name} or {@code group:name}
 * @param which the log; the last is supervisord's own
 */
public record LogPlace(String project, String area, String areaCode, String ip, String process, Which which) {
    /** The three logs. */
    public enum Which {
        STDOUT,
        STDERR,
        PROCESS
    }
}
