package io.slipway.dispatcher.http;

import io.slipway.dispatcher.plan.IdempotencyMismatchException;
import io.slipway.dispatcher.plan.NotAllowedNowException;
import io.slipway.dispatcher.store.StoreAway;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Turns every exception of a controller into a problem body. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(ProblemException problem, HttpServletRequest request) {
        return answer(problem, new HttpHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> otherBody(IdempotencyMismatchException mismatch, HttpServletRequest request) {
        FieldProblem field = FieldProblem.of(ProblemCode.IDEMPOTENCY_MISMATCH, "/uuid");
        return answer(new ProblemException(field), new HttpHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> notNow(NotAllowedNowException notNow, HttpServletRequest request) {
        String why = String.valueOf(notNow.getMessage());
        ProblemException problem =
                new ProblemException(ProblemCode.NOT_ALLOWED_NOW, List.of(), new ProblemException.Hint(why, why));
        return answer(problem, new HttpHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception failure, HttpServletRequest request) {
        if (StoreAway.causes(failure)) {
            LOG.warn("store is away: {}", failure.toString());
            return answer(new ProblemException(ProblemCode.STORE_UNAVAILABLE), new HttpHeaders(), request);
        }
        LOG.error("request {} failed", RequestMarks.requestId(request), failure);
        return answer(new ProblemException(ProblemCode.INTERNAL_ERROR), new HttpHeaders(), request);
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = failure instanceof MethodArgumentTypeMismatchException argument ? "?" + argument.getName() : "?";
        return answer(
                new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, name)), headers, servlet(request));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        FieldProblem field = failure.getCause() instanceof JacksonException json
                ? BodyProblems.of(json)
                : FieldProblem.of(ProblemCode.BAD_JSON, "", "请求体为空", "The body is empty");
        return answer(new ProblemException(field), headers, servlet(request));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpServletRequest servlet = servlet(request);
        if (status.is5xxServerError()) {
            return unexpected(failure, servlet);
        }
        return answer(new ProblemException(codeOf(status.value())), headers, servlet);
    }

    /** What Spring itself refuses is known by its status alone. */
    static ProblemCode codeOf(int status) {
        return switch (status) {
            case 401 -> ProblemCode.UNAUTHORIZED;
            case 403 -> ProblemCode.FORBIDDEN;
            case 404 -> ProblemCode.NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 406 -> ProblemCode.NOT_ACCEPTABLE;
            case 408 -> ProblemCode.SLOW_BODY;
            case 413 -> ProblemCode.BODY_TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_CONTENT_TYPE;
            default -> status < 500 ? ProblemCode.BAD_REQUEST : ProblemCode.INTERNAL_ERROR;
        };
    }

    private ResponseEntity<Object> answer(ProblemException problem, HttpHeaders headers, HttpServletRequest request) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.code().status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.retryAfterSeconds() > 0) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(problem.retryAfterSeconds()));
        }
        return answer.body(problems.body(request, problem));
    }

    private static HttpServletRequest servlet(WebRequest request) {
        return ((ServletWebRequest) request).getRequest();
    }
}
