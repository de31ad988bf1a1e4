package io.slipway.opsmanager.logs;

import io.slipway.contract.LogPlace;
import io.slipway.opsmanager.supervisor.SupervisorAddress;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The last 1,024 bytes of a log as they are, for a log whose end is no UTF-8: that is as far as supervisord gives bytes. It
 * keeps the log's descriptor of a stream that was left until its garbage is collected, so the end of a log that did not grow is
 * not asked for twice.
 */
final class LogRawEnd {
    private static final int BYTES = 1024;
    private static final long PATIENCE_MILLIS = 1000;

    private static final int MOST_KNOWN = 64;

    private final LogStreams streams;
    private final Map<LogPlace, Known> ends = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LogPlace, Known> eldest) {
            return size() > MOST_KNOWN;
        }
    });

    private record Known(long size, byte[] bytes) {}

    LogRawEnd(LogStreams streams) {
        this.streams = streams;
    }

    /** The same, with the raw end in place of what could not be read there. */
    List<Segment> into(List<Segment> segments, SupervisorAddress address, LogPlace place) throws InterruptedException {
        if (segments.isEmpty()) {
            return segments;
        }
        long size = segments.get(segments.size() - 1).to();
        long start = Math.max(segments.get(0).from(), size - BYTES);
        if (segments.stream().noneMatch(segment -> !segment.readable() && segment.to() > start)) {
            return segments;
        }
        Known known = ends.get(place);
        byte[] raw = known != null && known.size() == size
                ? known.bytes()
                : raw(address, place, (int) Math.min(BYTES, size));
        int wanted = (int) (size - start);
        if (raw.length < wanted) {
            return segments;
        }
        ends.put(place, new Known(size, raw));
        byte[] end = Arrays.copyOfRange(raw, raw.length - wanted, raw.length);
        List<Segment> kept = new ArrayList<>();
        for (Segment segment : segments) {
            if (segment.to() <= start) {
                kept.add(segment);
            } else if (segment.from() < start && !segment.readable()) {
                kept.add(Segment.gap(segment.from(), start));
            } else if (segment.from() < start) {
                kept.add(readableUpTo(segment, start));
            }
        }
        long from = kept.isEmpty() ? start : kept.get(kept.size() - 1).to();
        byte[] rest = Arrays.copyOfRange(end, (int) (from - start), end.length);
        kept.add(new Segment(from, size, LogText.of(rest), true));
        return kept;
    }

    /** Its characters that begin before the offset. */
    private static Segment readableUpTo(Segment segment, long offset) {
        long at = segment.from();
        int chars = 0;
        while (chars < segment.text().length() && at < offset) {
            int codePoint = segment.text().codePointAt(chars);
            at += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            chars += Character.charCount(codePoint);
        }
        return new Segment(segment.from(), at, segment.text().substring(0, chars), true);
    }

    private byte[] raw(SupervisorAddress address, LogPlace place, int expected) throws InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CountDownLatch enough = new CountDownLatch(1);
        Future<?> stream = streams.open(address, place, piece -> {
            synchronized (bytes) {
                bytes.writeBytes(piece);
                if (bytes.size() >= expected) {
                    enough.countDown();
                }
            }
        });
        try {
            enough.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } finally {
            stream.cancel(true);
        }
        synchronized (bytes) {
            return Arrays.copyOf(bytes.toByteArray(), Math.min(bytes.size(), expected));
        }
    }
}
