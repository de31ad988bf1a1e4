package io.slipway.dispatcher.versions.maven;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times of HTTP header fields. */
final class HttpTime {
    private HttpTime() {}

    /** @return null where there is none, or none that can be read */
    static @Nullable Instant parse(@Nullable String text) {
        try {
            return text == null
                    ? null
                    : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
