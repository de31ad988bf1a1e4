package io.slipway.dispatcher.pages;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends the files of the dashboard to everyone; they hold nothing but the program. An address of it that is no file, such as
 * {@code /jobs/1}, is a view of the program and answers with its one page. Without a dashboard nothing is different.
 */
final class PageFilter extends OncePerRequestFilter {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final List<String> NOT_OURS = List.of("/api", "/health", "/metrics");
    private static final String ASSETS = "/assets/";
    private static final String INDEX = "/index.html";

    private final Pages pages;
    private final Problems problems;

    PageFilter(Pages pages, Problems problems) {
        this.pages = pages;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return pages.none()
                || !METHODS.contains(request.getMethod())
                || NOT_OURS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        Optional<Page> file = path.equals(INDEX) ? Optional.empty() : pages.file(path);
        if (file.isEmpty() && path.startsWith(ASSETS)) {
            // Of a version that is gone: the program can tell that from a page that would be no script.
            problems.write(request, response, new ProblemException(ProblemCode.NOT_FOUND));
        } else if (file.isEmpty()) {
            send(request, response, pages.index(), "no-store");
        } else if (path.startsWith(ASSETS)) {
            send(request, response, file.orElseThrow(), "public, max-age=31536000, immutable");
        } else {
            send(request, response, file.orElseThrow(), "no-cache");
        }
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, Page page, String cache)
            throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, cache);
        response.setHeader(HttpHeaders.ETAG, page.tag());
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (page.tag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        boolean gzip = page.gzip().length > 0 && takesGzip(request);
        byte[] body = gzip ? page.gzip() : page.bytes();
        if (gzip) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.setContentType(page.type());
        response.setContentLength(body.length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(body);
        }
    }

    private static boolean takesGzip(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return header != null
                && Stream.of(header.split(","))
                        .map(one -> one.replace(" ", ""))
                        .anyMatch(one ->
                                one.equals("gzip") || (one.startsWith("gzip;q=") && !one.matches(".*=0(\\.0*)?")));
    }
}
