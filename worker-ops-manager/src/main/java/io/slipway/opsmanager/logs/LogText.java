package io.slipway.opsmanager.logs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes of a log as text: each line as UTF-8, else as GB18030, else with what cannot be read replaced. */
final class LogText {
    private static final Charset CHINESE = Charset.forName("GB18030");
    private static final int LONGEST_CHARACTER = 4;
    private static final int CONTINUES = 0x80;
    private static final int LEADS = 0xC0;

    private LogText() {}

    static String of(byte[] bytes) {
        String whole = strict(bytes, StandardCharsets.UTF_8);
        if (whole != null) {
            return whole;
        }
        StringBuilder text = new StringBuilder(bytes.length);
        int from = 0;
        while (from < bytes.length) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            to = Math.min(to + 1, bytes.length);
            text.append(line(Arrays.copyOfRange(bytes, from, to)));
            from = to;
        }
        return text.toString();
    }

    /** Without the rest of a character at the beginning, of which the first bytes are missing. */
    static byte[] withoutCutStart(byte[] bytes) {
        int from = 0;
        while (from < bytes.length && from < LONGEST_CHARACTER - 1 && (bytes[from] & LEADS) == CONTINUES) {
            from++;
        }
        return from == 0 ? bytes : Arrays.copyOfRange(bytes, from, bytes.length);
    }

    /** How many bytes at the end are the beginning of a UTF-8 character that is not all there. */
    static int cutEnd(byte[] bytes) {
        for (int back = 1; back < LONGEST_CHARACTER && back <= bytes.length; back++) {
            int b = bytes[bytes.length - back] & 0xFF;
            if (b >= LEADS) {
                int needs = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return needs > back ? back : 0;
            }
            if (b < CONTINUES) {
                return 0;
            }
        }
        return 0;
    }

    private static String line(byte[] line) {
        String utf8 = strict(line, StandardCharsets.UTF_8);
        if (utf8 != null) {
            return utf8;
        }
        String chinese = strict(line, CHINESE);
        return chinese != null ? chinese : new String(line, StandardCharsets.UTF_8);
    }

    private static @Nullable String strict(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
