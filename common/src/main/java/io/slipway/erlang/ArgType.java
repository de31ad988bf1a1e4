package io.slipway.erlang;

import io.slipway.erlang.ErlangTerm.Atom;
import io.slipway.erlang.ErlangTerm.Int;
import io.slipway.erlang.ErlangTerm.Real;
import io.slipway.erlang.ErlangTerm.Sequence;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an argument of an allowed call may be; written {@code atom}, {@code integer}, {@code number}, {@code string}, {@code binary},
 * {@code boolean}, {@code list(T)} or {@code any}.
 *
 * @param item the type of a list's items, only for lists
 */
public record ArgType(Kind kind, @Nullable ArgType item) {
    private static final int MAX_DEPTH = 16;

    /** The types; {@code ATOM} refuses '/', '\' and control characters because module names become file names. */
    public enum Kind {
        ATOM,
        INTEGER,
        NUMBER,
        STRING,
        BINARY,
        BOOLEAN,
        LIST,
        ANY
    }

    public ArgType {
        if ((kind == Kind.LIST) != (item != null)) {
            throw new IllegalArgumentException("list(T), and only that, has an item type");
        }
    }

    public static ArgType of(Kind kind) {
        return new ArgType(kind, null);
    }

    public static ArgType listOf(ArgType item) {
        return new ArgType(Kind.LIST, item);
    }

    /** @throws IllegalArgumentException for a text that is no type */
    public static ArgType parse(String text) {
        return parse(text.strip(), 0);
    }

    private static ArgType parse(String text, int depth) {
        if (text.startsWith("list(") && text.endsWith(")") && depth < MAX_DEPTH) {
            return listOf(parse(text.substring(5, text.length() - 1).strip(), depth + 1));
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.LIST && kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return of(kind);
            }
        }
        throw new IllegalArgumentException(
                "no argument type: " + text + "; use atom, integer, number, string, binary, boolean, list(T) or any");
    }

    /** Whether the term may stand at this place. */
    public boolean accepts(ErlangTerm term) {
        return switch (kind) {
            case ATOM -> term instanceof Atom atom && plainName(atom.text());
            case INTEGER -> term instanceof Int;
            case NUMBER -> term instanceof Int || term instanceof Real;
            case STRING -> term instanceof Sequence list && list.asText().isPresent();
            case BINARY -> term instanceof ErlangTerm.Binary;
            case BOOLEAN ->
                term instanceof Atom atom
                        && (atom.text().equals("true") || atom.text().equals("false"));
            case LIST ->
                term instanceof Sequence list
                        && list.items().stream().allMatch(t -> itemType().accepts(t));
            case ANY -> true;
        };
    }

    private ArgType itemType() {
        return Optional.ofNullable(item).orElseThrow();
    }

    private static boolean plainName(String text) {
        return !text.isEmpty() && text.codePoints().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    }

    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return item == null ? name : name + "(" + item + ")";
    }
}
