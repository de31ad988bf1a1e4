package io.slipway.dispatcher.audit;

import io.slipway.contract.Sha256;
import io.slipway.dispatcher.store.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What holds the chain together: the hash of an entry is the SHA-256 of its canonical JSON (keys in order, no space, no nulls left out),
 * which has the hash of the entry before in it.
 */
final class AuditLinks {
    /** Before the first entry. */
    static final String NOTHING = "0".repeat(64);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AuditLinks() {}

    /** @param before the entry it follows; null for the first of all */
    static AuditEntry after(@Nullable AuditEntry before, AuditFacts facts) {
        AuditEntry open = new AuditEntry(
                before == null ? 1 : before.seq() + 1,
                facts.at().truncatedTo(ChronoUnit.MILLIS),
                facts.requestId(),
                facts.who(),
                facts.address(),
                facts.method(),
                facts.path(),
                facts.status(),
                facts.code(),
                facts.project(),
                facts.jobId(),
                facts.note(),
                facts.before(),
                facts.after(),
                before == null ? NOTHING : before.hash(),
                "");
        return new AuditEntry(
                open.seq(),
                open.at(),
                open.requestId(),
                open.who(),
                open.address(),
                open.method(),
                open.path(),
                open.status(),
                open.code(),
                open.project(),
                open.jobId(),
                open.note(),
                open.before(),
                open.after(),
                open.previous(),
                hash(open));
    }

    /** Of everything but the hash itself. */
    static String hash(AuditEntry entry) {
        return Sha256.hex(canonical(entry).getBytes(StandardCharsets.UTF_8));
    }

    /** One line, whatever is in the entry: control characters are escaped. */
    static String canonical(AuditEntry entry) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("seq", entry.seq());
        fields.put("at", entry.at().toString());
        fields.put("request_id", entry.requestId());
        fields.put("who", entry.who());
        fields.put("address", entry.address());
        fields.put("method", entry.method());
        fields.put("path", entry.path());
        fields.put("status", entry.status());
        fields.put("code", entry.code());
        fields.put("project", entry.project());
        fields.put("job_id", entry.jobId());
        fields.put("note", entry.note());
        fields.put("before", entry.before());
        fields.put("after", entry.after());
        fields.put("previous", entry.previous());
        return JSON.writeValueAsString(fields);
    }
}
