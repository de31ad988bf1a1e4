package io.slipway.dispatcher.versions.look;

/**
 * Wildcards over paths: {@code *} and {@code ?} for anything but a slash, {@code **} for anything; all else stands for itself.
 * Unlike a regular expression it cannot be made to run for long: about length of the text times length of the pattern.
 */
public record Glob(String pattern) {
    public boolean matches(String text) {
        int p = 0;
        int t = 0;
        int star = -1; // behind the last *, and where in the text it was tried
        int starText = 0;
        int wide = -1; // the same of the last **
        int wideText = 0;
        while (t < text.length() || p < pattern.length()) {
            if (pattern.startsWith("**", p)) {
                p += 2;
                wide = p;
                wideText = t;
                star = -1;
            } else if (p < pattern.length() && pattern.charAt(p) == '*') {
                p++;
                star = p;
                starText = t;
            } else if (p < pattern.length() && t < text.length() && one(pattern.charAt(p), text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0 && starText < text.length() && text.charAt(starText) != '/') {
                starText++;
                t = starText;
                p = star;
            } else if (wide >= 0 && wideText < text.length()) {
                wideText++;
                t = wideText;
                p = wide;
                star = -1;
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean one(char wanted, char found) {
        return wanted == found || (wanted == '?' && found != '/');
    }
}
