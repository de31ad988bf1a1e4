package io.slipway.cli.exit;

/** What the program ends with. Scripts decide on the number, so a number never changes its meaning; docs/cli.md lists them. */
public enum ExitCode {
    /** Done; a watched job is SUCCEEDED, a pre-flight is a go. */
    OK(0),
    /** A watched job is FAILED or CANCELLED, a pre-flight is no go, a question was answered with no, or the dispatcher broke (500). */
    FAILED(1),
    /** Wrong use of the program, or the dispatcher refused the request (4xx). Nothing was changed. */
    USAGE(2),
    /** A watched job is PARTIAL. */
    PARTIAL(3),
    /** No token, or one that is not good for this (401, 403). */
    AUTH(4),
    /** It is not known how it ended: a request was sent and not answered, or the time to watch was over. */
    UNKNOWN(5),
    /** The dispatcher cannot be reached or cannot answer now (502, 503, 504). Nothing was changed. */
    UNREACHABLE(6),
    /** A job watched with {@code --no-wait} is PAUSED and goes on only where a person says so. */
    PAUSED(7),
    /** Ctrl-C. A watched job goes on. The JVM ends with it by itself. */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The process's exit code. */
    public int number() {
        return number;
    }

    /** @param state of a job that ended or is paused, as the API says it */
    public static ExitCode ofJob(String state) {
        return switch (state) {
            case "SUCCEEDED" -> OK;
            case "PARTIAL" -> PARTIAL;
            case "FAILED", "CANCELLED" -> FAILED;
            case "PAUSED" -> PAUSED;
            default -> UNKNOWN;
        };
    }

    /** @param status of an HTTP answer that is no success */
    public static ExitCode ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> AUTH;
            case 502, 503, 504 -> UNREACHABLE;
            default -> status >= 500 ? FAILED : USAGE;
        };
    }
}
