package io.slipway.dispatcher.stream;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;

/** What every stream says to those between it and its client. */
public final class StreamHeaders {
    private StreamHeaders() {}

    public static void set(HttpServletResponse response) {
        response.setHeader("X-Accel-Buffering", "no"); // or nginx keeps the events to itself
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
