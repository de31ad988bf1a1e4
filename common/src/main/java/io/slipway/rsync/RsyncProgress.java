package io.slipway.rsync;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code --info=progress2 --no-human-readable}, such as {@code 32768  12%  31.25MB/s  0:00:01}.
 *
 * @param bytes gone through so far, over all files
 * @param percent of the whole, 0 to 100
 */
public record RsyncProgress(long bytes, int percent) {
    private static final Pattern LINE = Pattern.compile("\\s*(\\d{1,18})\\s+(\\d{1,3})%\\s+\\S+/s\\s+\\S+.*");

    /** Empty for a line that is no progress. */
    public static Optional<RsyncProgress> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new RsyncProgress(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }
}
