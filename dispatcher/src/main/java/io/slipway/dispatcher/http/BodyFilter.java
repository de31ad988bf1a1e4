package io.slipway.dispatcher.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the body of an authenticated request into memory, bounded in bytes and in time, and checks its syntax (reliability rule
 * A13). Stands after the security filters, so that nobody unknown makes us read more than a login.
 */
@Component
@Order(FilterOrder.BODY)
@EnableConfigurationProperties(HttpProperties.class)
class BodyFilter extends OncePerRequestFilter {
    /** The only body of an unknown caller is a login. */
    private static final long MAX_ANONYMOUS = 4096;

    private final HttpProperties properties;
    private final Problems problems;
    private final List<TextRoute> textRoutes;

    BodyFilter(HttpProperties properties, Problems problems, ObjectProvider<TextRoute> textRoutes) {
        this.properties = properties;
        this.problems = problems;
        this.textRoutes = textRoutes.stream().toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body;
        try {
            body = hasBody(request) ? checked(request) : new byte[0];
        } catch (ProblemException refused) {
            problems.write(request, response, refused);
            if (refused.code() == ProblemCode.SLOW_BODY) {
                TomcatEdge.dropRestOfBody(request);
            }
            return;
        }
        chain.doFilter(new BufferedBodyRequest(request, body), response);
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private byte[] checked(HttpServletRequest request) throws IOException {
        long limit = request.getUserPrincipal() == null
                ? MAX_ANONYMOUS
                : properties.maxBody().toBytes();
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_CONTENT_ENCODING);
        }
        Optional<TextRoute> text = textRoutes.stream()
                .filter(route -> route.matches(request.getMethod(), request.getRequestURI()))
                .findFirst();
        List<MediaType> accepted = text.map(TextRoute::types).orElse(List.of(MediaType.APPLICATION_JSON));
        if (!isOneOf(accepted, request.getContentType())) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_CONTENT_TYPE, List.of(), hint(accepted));
        }
        byte[] body = read(request.getInputStream(), limit);
        if (text.isEmpty()) {
            JsonShape.check(body);
        }
        return body;
    }

    private byte[] read(InputStream in, long limit) throws IOException {
        long deadline = System.nanoTime() + properties.bodyTimeout().toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[16 * 1024];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (body.size() + count > limit) {
                    throw tooLarge(limit);
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new ProblemException(ProblemCode.SLOW_BODY);
                }
                body.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // The container wraps the silence of a client as a bad request.
            if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
                throw new ProblemException(ProblemCode.SLOW_BODY);
            }
            throw e;
        }
        return body.toByteArray();
    }

    private static ProblemException tooLarge(long limit) {
        return new ProblemException(
                ProblemCode.BODY_TOO_LARGE,
                List.of(),
                new ProblemException.Hint("上限为 " + limit + " 字节", "The limit is " + limit + " bytes"));
    }

    private static ProblemException.@Nullable Hint hint(List<MediaType> accepted) {
        if (accepted.size() == 1) {
            return null;
        }
        String types = accepted.stream().map(MediaType::toString).collect(Collectors.joining(", "));
        return new ProblemException.Hint("可用的类型: " + types, "Accepted types: " + types);
    }

    private static boolean isOneOf(List<MediaType> accepted, @Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            return accepted.stream().anyMatch(type::equalsTypeAndSubtype)
                    && (type.getParameter("charset") == null
                            || "utf-8".equals(charset(type).toLowerCase(Locale.ROOT)));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static String charset(MediaType type) {
        String value = type.getParameter("charset");
        return value == null ? "" : value.replace("\"", "");
    }
}
