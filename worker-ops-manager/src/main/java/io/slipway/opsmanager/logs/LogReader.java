package io.slipway.opsmanager.logs;

import io.slipway.opsmanager.logs.LogSource.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a part of a log. Characters that its ends would cut are left out; where bytes are no UTF-8, the part is halved again and
 * again until what can be read is found, the newest first and with a bounded number of requests.
 */
final class LogReader {
    private static final int LONGEST_CHARACTER = 4;
    /** Shorter pieces are not looked into. */
    private static final int LEAF = 16;

    private static final int MOST_READS = 4096;
    private static final int PER_ROUND = 32;

    private final LogSource source;
    private int readsLeft = MOST_READS;

    LogReader(LogSource source) {
        this.source = source;
    }

    /**
     * The bytes from one offset to before another, both within the log.
     *
     * @return in order and without holes; empty for nothing
     */
    List<Segment> read(long from, long to) throws LogTrouble, InterruptedException {
        if (from >= to) {
            return List.of();
        }
        String whole = source.read(List.of(new Range(from, to))).get(0);
        if (whole != null) {
            return List.of(new Segment(from, to, whole, true));
        }
        long start = Math.min(firstWhole(from), to);
        for (Range range : ends(start, to)) {
            String text = source.read(List.of(range)).get(0);
            if (text != null) {
                return List.of(new Segment(range.from(), range.to(), text, true));
            }
        }
        return start < to ? halved(new Range(start, to)) : List.of(Segment.gap(from, to));
    }

    /** The first offset of the next four where a character begins; the first of all where none does. */
    private long firstWhole(long from) throws LogTrouble, InterruptedException {
        List<Range> ranges = new ArrayList<>();
        for (int skip = 0; skip < LONGEST_CHARACTER; skip++) {
            for (int length = 1; length <= LONGEST_CHARACTER; length++) {
                ranges.add(new Range(from + skip, from + skip + length));
            }
        }
        List<@Nullable String> texts = source.read(ranges);
        for (int i = 0; i < ranges.size(); i++) {
            if (texts.get(i) != null) {
                return ranges.get(i).from();
            }
        }
        return from;
    }

    /** Up to three bytes less at the end. */
    private static List<Range> ends(long from, long to) {
        List<Range> ranges = new ArrayList<>();
        for (int less = 0; less < LONGEST_CHARACTER && to - less > from; less++) {
            ranges.add(new Range(from, to - less));
        }
        return ranges;
    }

    private List<Segment> halved(Range unreadable) throws LogTrouble, InterruptedException {
        List<Segment> found = new ArrayList<>();
        List<Range> open = new ArrayList<>(List.of(unreadable));
        while (!open.isEmpty()) {
            open.sort(Comparator.comparingLong(Range::from).reversed());
            List<Range> now = new ArrayList<>();
            for (Range range : List.copyOf(open)) {
                if (range.length() <= LEAF || readsLeft < 2 * LONGEST_CHARACTER) {
                    open.remove(range);
                    found.add(Segment.gap(range.from(), range.to()));
                } else if (now.size() < PER_ROUND) {
                    open.remove(range);
                    now.add(range);
                    readsLeft -= 2 * LONGEST_CHARACTER;
                }
            }
            halve(now, open, found);
        }
        return joined(found);
    }

    /** Tries four middles of each, since a character may lie across one. */
    private void halve(List<Range> ranges, List<Range> open, List<Segment> found)
            throws LogTrouble, InterruptedException {
        List<Range> halves = new ArrayList<>();
        for (Range range : ranges) {
            for (int shift = 0; shift < LONGEST_CHARACTER; shift++) {
                long middle = range.from() + range.length() / 2 - shift;
                halves.add(new Range(range.from(), middle));
                halves.add(new Range(middle, range.to()));
            }
        }
        List<@Nullable String> texts = source.read(halves);
        for (int first = 0; first < halves.size(); first += 2 * LONGEST_CHARACTER) {
            int best = first;
            for (int i = first; i < first + 2 * LONGEST_CHARACTER; i += 2) {
                if (readable(texts, i) > readable(texts, best)) {
                    best = i;
                }
            }
            for (int half = best; half < best + 2; half++) {
                Range range = halves.get(half);
                String text = texts.get(half);
                if (text == null) {
                    open.add(range);
                } else {
                    found.add(new Segment(range.from(), range.to(), text, true));
                }
            }
        }
    }

    private static int readable(List<@Nullable String> texts, int pair) {
        return (texts.get(pair) == null ? 0 : 1) + (texts.get(pair + 1) == null ? 0 : 1);
    }

    /** In order, with neighbours of a kind made one. */
    private static List<Segment> joined(List<Segment> found) {
        List<Segment> joined = new ArrayList<>();
        found.sort(Comparator.comparingLong(Segment::from));
        for (Segment next : found) {
            Segment last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last == null || last.readable() != next.readable()) {
                joined.add(next);
            } else if (next.readable()) {
                joined.set(joined.size() - 1, new Segment(last.from(), next.to(), last.text() + next.text(), true));
            } else {
                joined.set(joined.size() - 1, Segment.gap(last.from(), next.to()));
            }
        }
        return joined;
    }
}
