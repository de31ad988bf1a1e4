package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Span;

/** How the state of a process looks. The words are supervisord's own, which people know from its other tools. */
final class ProcessLook {
    private ProcessLook() {}

    static Span of(String state) {
        return switch (state) {
            case "RUNNING" -> new Span(Colour.GREEN, "✓ " + state);
            case "STARTING", "STOPPING" -> new Span(Colour.BLUE, "▸ " + state);
            case "STOPPED", "EXITED" -> new Span(Colour.DIM, "− " + state);
            case "BACKOFF" -> new Span(Colour.YELLOW, "! " + state);
            case "FATAL" -> new Span(Colour.RED, "✗ " + state);
            default -> new Span(Colour.YELLOW, "? " + state);
        };
    }
}
