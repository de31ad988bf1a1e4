package io.slipway.dispatcher.audit;

import io.slipway.dispatcher.store.AuditEntry;
import io.slipway.dispatcher.store.AuditStore;
import io.slipway.dispatcher.store.AuditWanted;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes entries as a file, newest first, a few in memory at a time. */
final class AuditExport {
    private static final int BATCH = 500;
    private static final String[] COLUMNS = {
        "seq",
        "at",
        "who",
        "address",
        "method",
        "path",
        "status",
        "code",
        "project",
        "job_id",
        "note",
        "request_id",
        "before",
        "after",
        "previous",
        "hash"
    };

    private final AuditStore store;
    private final JsonMapper json;

    AuditExport(AuditStore store, JsonMapper json) {
        this.store = store;
        this.json = json;
    }

    /** One JSON object a line. */
    void lines(AuditWanted wanted, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        each(wanted, entry -> writer.append(json.writeValueAsString(AuditView.of(entry, json)))
                .append('\n'));
        writer.flush();
    }

    /** With a byte order mark, without which Excel takes the Chinese in it for something else. */
    void csv(AuditWanted wanted, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.append('\uFEFF');
        CSVPrinter rows = new CSVPrinter(
                writer, CSVFormat.RFC4180.builder().setHeader(COLUMNS).get());
        each(wanted, entry -> rows.printRecord(cells(entry).map(AuditExport::cell)));
        rows.flush();
    }

    private interface Sink {
        void take(AuditEntry entry) throws IOException;
    }

    private void each(AuditWanted wanted, Sink sink) throws IOException {
        AuditWanted next = wanted;
        List<AuditEntry> batch;
        do {
            batch = store.list(next, BATCH);
            for (AuditEntry entry : batch) {
                sink.take(entry);
            }
            next = batch.isEmpty()
                    ? next
                    : next.below(batch.get(batch.size() - 1).seq());
        } while (batch.size() == BATCH);
    }

    private static Stream<@Nullable Object> cells(AuditEntry entry) {
        return Stream.of(
                entry.seq(),
                entry.at(),
                entry.who(),
                entry.address(),
                entry.method(),
                entry.path(),
                entry.status(),
                entry.code(),
                entry.project(),
                entry.jobId(),
                entry.note(),
                entry.requestId(),
                entry.before(),
                entry.after(),
                entry.previous(),
                entry.hash());
    }

    /** What a spreadsheet would run as a formula begins with a quote mark, and what a terminal would obey is written out. */
    static String cell(@Nullable Object value) {
        String text = Objects.toString(value, "");
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (Character.isISOControl(character)) {
                safe.append("\\u%04x".formatted(character));
            } else {
                safe.appendCodePoint(character);
            }
        });
        boolean formula = !safe.isEmpty() && "=+-@".indexOf(safe.charAt(0)) >= 0 && safe.length() > 1;
        return formula ? "'" + safe : safe.toString();
    }
}
