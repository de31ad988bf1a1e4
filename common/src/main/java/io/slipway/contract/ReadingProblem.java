package io.slipway.contract;

/**
 * Why something on a host could not be read.
 *
 * @param code one of the constants here, or one of a later version
 * @param detail what was seen, in English; bounded by its writer
 */
public record ReadingProblem(String code, String detail) {
    /** No connection. */
    public static final String UNREACHABLE = "unreachable";
    /** Connected, and no whole answer in time: frozen or overloaded. */
    public static final String NO_ANSWER = "no_answer";
    /** Refused: user or password. */
    public static final String ACCESS_DENIED = "access_denied";
    /** What answered is no supervisord that we understand. */
    public static final String BAD_ANSWER = "bad_answer";
    /** The worker has no settings to read this host, or its adapter cannot tell. */
    public static final String NOT_WATCHED = "not_watched";
    /** There is no such log file. */
    public static final String NO_LOG = "no_log";
    /** The host has no such process. */
    public static final String UNKNOWN_PROCESS = "unknown_process";
    /** The worker has too much of this kind under way. */
    public static final String BUSY = "busy";
}
