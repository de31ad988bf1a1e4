package io.slipway.dispatcher.tree;

import io.slipway.dispatcher.http.Place;
import java.util.ArrayList;
import java.util.List;

/** Finds where the cells of a CSV record stand in the text, which the reader of the library does not say. */
final class CsvCells {
    private final String text;
    private final char delimiter;
    private int at;
    private int line = 1;
    private int column = 1;

    CsvCells(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /** Where the cells of the record begin that begins there or after; records are asked for in their order. */
    List<Place> of(long position) {
        while (at < text.length() && (at < position || isEnd())) {
            step();
        }
        List<Place> places = new ArrayList<>();
        boolean quoted = begin(places);
        while (at < text.length() && (quoted || !isEnd())) {
            char c = text.charAt(at);
            step();
            if (quoted) {
                quoted = c != '"' || doubled();
            } else if (c == delimiter) {
                quoted = begin(places);
            }
        }
        return places;
    }

    /** @return whether the cell is quoted */
    private boolean begin(List<Place> places) {
        places.add(new Place(line, column));
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        if (quoted) {
            step();
        }
        return quoted;
    }

    /** A quote inside quotes is written twice. */
    private boolean doubled() {
        boolean doubled = at < text.length() && text.charAt(at) == '"';
        if (doubled) {
            step();
        }
        return doubled;
    }

    private boolean isEnd() {
        char c = text.charAt(at);
        return c == '\n' || c == '\r';
    }

    private void step() {
        char c = text.charAt(at++);
        boolean crlf = c == '\r' && at < text.length() && text.charAt(at) == '\n';
        if (c == '\n' || (c == '\r' && !crlf)) {
            line++;
            column = 1;
        } else {
            column++;
        }
    }
}
