package io.slipway.dispatcher.tree;

import java.util.List;

/**
 * What a column of a CSV text becomes.
 *
 * @param field key of the row's object; one inside another object with {@code /} between
 * @param headers every way to write its header, lower case
 */
public record CsvColumn(String field, Kind kind, List<String> headers) {
    /** How the cells are read. */
    public enum Kind {
        /** As it stands, also where it is empty. */
        TEXT,
        /** Words between {@code ;}, {@code |} or blanks. */
        WORDS,
        /** A whole number; left out where the cell is empty. */
        NUMBER,
        /** Not read. As the last column it takes whatever the row has more than the header. */
        IGNORED
    }

    public CsvColumn(String field, Kind kind, String... headers) {
        this(field, kind, List.of(headers));
    }
}
