package io.slipway.opsmanager.erlang;

import io.slipway.erlang.ErlangTerm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * The fixed Erlang scripts; nothing from a request ever becomes part of them. Their comments say what goes in and out.
 *
 * <p>The jar holds each one parsed, as {@code erl_parse:parse_exprs/1} gives it: nodes need not scan and parse it on every
 * connection, and what one node answers never runs on another. A test keeps the parsed forms equal to the texts.
 */
enum NodeScript {
    RUN,
    PROVE,
    OVERLAY,
    DIGESTS;

    /** Version byte of the external term format. */
    private static final int VERSION = 131;

    private final ErlangTerm form = load(name().toLowerCase(Locale.ROOT) + ".erl.form");

    /** The parsed expression, to be sent as it is. */
    ErlangTerm form() {
        return form;
    }

    private static ErlangTerm load(String resource) {
        try (InputStream in = NodeScript.class.getResourceAsStream(resource)) {
            byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
            if (bytes.length < 2 || (bytes[0] & 0xFF) != VERSION) {
                throw new IllegalStateException("the jar has no " + resource);
            }
            return new ErlangTerm.Opaque("#" + resource, Arrays.copyOfRange(bytes, 1, bytes.length));
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
