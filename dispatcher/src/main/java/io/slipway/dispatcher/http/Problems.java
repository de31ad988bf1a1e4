package io.slipway.dispatcher.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Builds and writes problem bodies, the same for filters and controllers. */
@Component
public class Problems {
    private final JsonMapper json;

    public Problems(JsonMapper json) {
        this.json = json;
    }

    /** Also marks the request, so that its audit entry has the code. */
    public ProblemBody body(HttpServletRequest request, ProblemException problem) {
        Language language = Language.of(request);
        RequestMarks.code(request, problem.code());
        List<ProblemBody.Entry> errors = problem.fields().stream()
                .map(field -> ProblemBody.Entry.of(field, language))
                .toList();
        ProblemException.@Nullable Hint hint = problem.hint();
        return new ProblemBody(
                "/problems/" + problem.code().wire(),
                problem.code().title(language),
                problem.code().status(),
                problem.code().wire(),
                errors,
                RequestMarks.requestId(request),
                hint == null ? null : language.pick(hint.zh(), hint.en()));
    }

    /** For filters, which stand before the controllers' advice. */
    public void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        byte[] body = json.writeValueAsBytes(body(request, problem));
        response.setStatus(problem.code().status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        if (problem.retryAfterSeconds() > 0) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(problem.retryAfterSeconds()));
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
