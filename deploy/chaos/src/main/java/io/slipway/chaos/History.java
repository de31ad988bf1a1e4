package io.slipway.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One append-only file of JSON lines; {@code t} of a line is when it was written, in ms since 1970. */
final class History implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BufferedWriter out;
    private final Clock clock;

    /** @param name of the file below {@code directory}, without {@code .jsonl} */
    History(Path directory, String name, Clock clock) {
        this.clock = clock;
        try {
            out = Files.newBufferedWriter(
                    directory.resolve(name + ".jsonl"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param pairs key, value, key, value; a null value is left out */
    synchronized void write(@Nullable Object... pairs) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("t", clock.millis());
        for (int i = 0; i < pairs.length; i += 2) {
            Object value = pairs[i + 1];
            if (value != null) {
                line.put(String.valueOf(pairs[i]), value);
            }
        }
        try {
            out.write(JSON.writeValueAsString(line));
            out.newLine();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
