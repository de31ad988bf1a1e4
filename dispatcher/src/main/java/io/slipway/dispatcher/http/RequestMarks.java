package io.slipway.dispatcher.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What one request leaves behind for its audit entry and its log lines. */
public final class RequestMarks {
    private static final String ID = RequestMarks.class.getName() + ".id";
    private static final String CODE = RequestMarks.class.getName() + ".code";
    private static final String JOB = RequestMarks.class.getName() + ".job";
    private static final String NOTE = RequestMarks.class.getName() + ".note";
    private static final String WHO = RequestMarks.class.getName() + ".who";

    private static final String PROJECT = RequestMarks.class.getName() + ".project";
    private static final String CHANGE = RequestMarks.class.getName() + ".change";
    private static final int MAX_PROJECT = 64;

    private RequestMarks() {}

    /** Both sides of what a request changed. */
    public record Change(@Nullable Object before, @Nullable Object after) {}

    static void requestId(HttpServletRequest request, String id) {
        request.setAttribute(ID, id);
    }

    public static String requestId(HttpServletRequest request) {
        return text(request, ID, "-");
    }

    static void code(HttpServletRequest request, ProblemCode code) {
        request.setAttribute(CODE, code.wire());
    }

    /** Code of the refusal, {@code ok} where there is none. */
    public static String code(HttpServletRequest request) {
        return text(request, CODE, "ok");
    }

    /** Names the job a request is about. */
    public static void job(HttpServletRequest request, String jobId) {
        request.setAttribute(JOB, jobId);
    }

    public static @Nullable String job(HttpServletRequest request) {
        return request.getAttribute(JOB) instanceof String id ? id : null;
    }

    /** Names the project the request that is being answered by this thread is about; outside of one nothing happens. */
    public static void projectOfCurrent(String project) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current) {
            current.getRequest()
                    .setAttribute(
                            PROJECT, project.length() <= MAX_PROJECT ? project : project.substring(0, MAX_PROJECT));
        }
    }

    public static @Nullable String project(HttpServletRequest request) {
        return request.getAttribute(PROJECT) instanceof String project ? project : null;
    }

    static void change(HttpServletRequest request, @Nullable Object before, @Nullable Object after) {
        request.setAttribute(CHANGE, new Change(before, after));
    }

    public static @Nullable Change change(HttpServletRequest request) {
        return request.getAttribute(CHANGE) instanceof Change change ? change : null;
    }

    /** What its caller gave as the reason for something out of the ordinary. */
    public static void note(HttpServletRequest request, String note) {
        request.setAttribute(NOTE, note);
    }

    public static @Nullable String note(HttpServletRequest request) {
        return request.getAttribute(NOTE) instanceof String note ? note : null;
    }

    /** Names the token a request came with. */
    public static void who(HttpServletRequest request, String tokenName) {
        request.setAttribute(WHO, tokenName);
    }

    /** {@code -} for a request without a valid token. */
    public static String who(HttpServletRequest request) {
        return text(request, WHO, "-");
    }

    private static String text(HttpServletRequest request, String name, String otherwise) {
        return request.getAttribute(name) instanceof String value ? value : otherwise;
    }
}
