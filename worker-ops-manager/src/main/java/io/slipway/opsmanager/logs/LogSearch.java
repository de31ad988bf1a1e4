package io.slipway.opsmanager.logs;

import io.slipway.contract.WorkerAnswer.Match;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Looks for a text line by line, while the log is read piece by piece. Keeps the last matches and at most one line. */
final class LogSearch {
    private static final int MOST_LINE = 1000;
    private static final int BEFORE_MATCH = 200;
    /** A line that goes on longer is looked at in parts. */
    private static final int LONGEST_LINE = 64 * 1024;

    private final String text;
    private final int most;
    private final Deque<Match> matches = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private long lineNumber = 1;
    private long lineOffset;
    private boolean more;

    LogSearch(String text, int most, long from) {
        this.text = text;
        this.most = most;
        this.lineOffset = from;
    }

    void take(Segment segment) {
        String added = segment.text();
        long offset = segment.from();
        int from = 0;
        for (int end = added.indexOf('\n'); end >= 0; end = added.indexOf('\n', from)) {
            line.append(added, from, end);
            offset += bytes(added.substring(from, end + 1));
            endLine();
            lineNumber++;
            lineOffset = offset;
            from = end + 1;
        }
        line.append(added, from, added.length());
        if (line.length() > LONGEST_LINE) {
            endLine();
            lineOffset = segment.to();
        }
    }

    /** After the last piece. */
    void end() {
        endLine();
    }

    /** The last ones, in order. */
    List<Match> matches() {
        return new ArrayList<>(matches);
    }

    /** Whether there were earlier ones. */
    boolean more() {
        return more;
    }

    private void endLine() {
        int at = line.indexOf(text);
        if (at >= 0) {
            int from = Math.max(0, Math.min(at - BEFORE_MATCH, line.length() - MOST_LINE));
            int to = Math.min(line.length(), from + MOST_LINE);
            matches.add(new Match(lineNumber, lineOffset, line.substring(from, to)));
            if (matches.size() > most) {
                matches.remove();
                more = true;
            }
        }
        line.setLength(0);
    }

    private static int bytes(String part) {
        return part.getBytes(StandardCharsets.UTF_8).length;
    }
}
