package io.slipway.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Whether this process can name every file: Java takes the encoding of file names from the locale it was started in. */
public final class NameEncoding {
    private NameEncoding() {}

    /** @throws IllegalStateException saying how to start the worker, where names outside ASCII would be lost */
    public static void requireUtf8() {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        if (!Charset.isSupported(encoding) || !Charset.forName(encoding).equals(StandardCharsets.UTF_8)) {
            throw new IllegalStateException(
                    "file names would be read as " + encoding + "; start the worker with LC_ALL=C.UTF-8");
        }
    }
}
