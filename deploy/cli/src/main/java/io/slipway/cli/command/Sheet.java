package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Paint;
import io.slipway.cli.console.Table;
import java.io.PrintStream;

/** Where lines and tables for people go: to out as the answer, to err as talk before a question. */
record Sheet(PrintStream stream, Paint paint, int width) {
    static Sheet answer(Session session) {
        return new Sheet(
                session.console().out(), session.paint(), session.console().tableWidth());
    }

    static Sheet talk(Session session) {
        return new Sheet(
                session.console().err(), session.talkPaint(), session.console().tableWidth());
    }

    /** Cut where the terminal ends. */
    Sheet line(Line line) {
        stream.println(line.render(paint, width));
        return this;
    }

    /** Whole, however long: a command is copied whole. */
    Sheet advice(String text) {
        stream.println(new Line().add("  -> ").add(Colour.BOLD, text).render(paint, Integer.MAX_VALUE));
        return this;
    }

    Sheet blank() {
        stream.println();
        return this;
    }

    Sheet table(Table table) {
        table.print(stream, paint, width);
        return this;
    }
}
