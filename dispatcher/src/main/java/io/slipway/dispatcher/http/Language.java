package io.slipway.dispatcher.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** Language of texts for people. Codes are never translated. */
public enum Language {
    ZH,
    EN;

    private static final int MAX_HEADER = 200;

    /** Chinese where {@code Accept-Language} is absent, names it, or takes anything; English otherwise. */
    public static Language of(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        if (header == null || header.isBlank()) {
            return ZH;
        }
        return header.length() > MAX_HEADER ? EN : ofRanges(header);
    }

    private static Language ofRanges(String header) {
        try {
            List<Locale.LanguageRange> byWeight = Locale.LanguageRange.parse(header);
            for (Locale.LanguageRange range : byWeight) {
                String name = range.getRange();
                if (name.equals("*") || name.equals("zh") || name.startsWith("zh-")) {
                    return ZH;
                }
                if (name.equals("en") || name.startsWith("en-")) {
                    return EN;
                }
            }
            return EN;
        } catch (IllegalArgumentException unreadable) {
            return EN;
        }
    }

    public String pick(String zh, String en) {
        return this == ZH ? zh : en;
    }
}
