package io.slipway.cli.watch;

import io.slipway.cli.console.Colour;
import java.util.Arrays;

/**
 * How a state of a job, a step or a target looks. Each has a sign of its own, so that nothing depends on colour. All signs take one
 * cell in every terminal: what Unicode calls ambiguous, such as a filled circle or a middle dot, is two cells wide in many East Asian ones.
 */
public enum Look {
    SUCCEEDED('✓', Colour.GREEN, 0),
    SKIPPED('−', Colour.DIM, 1),
    HELD('_', Colour.DIM, 2),
    PENDING('.', Colour.DIM, 2),
    ACCEPTED('.', Colour.DIM, 2),
    QUEUED(':', Colour.CYAN, 3),
    RUNNING('▸', Colour.BLUE, 4),
    CANCELLING('/', Colour.MAGENTA, 5),
    CANCELLED('/', Colour.MAGENTA, 5),
    PAUSED('=', Colour.YELLOW, 5),
    PARTIAL('!', Colour.YELLOW, 6),
    UNKNOWN('?', Colour.YELLOW, 7),
    FAILED('✗', Colour.RED, 8),
    /** A state of a newer dispatcher. */
    OTHER('*', Colour.PLAIN, 4);

    private final char sign;
    private final Colour colour;
    private final int weight;

    Look(char sign, Colour colour, int weight) {
        this.sign = sign;
        this.colour = colour;
        this.weight = weight;
    }

    public static Look of(String state) {
        return Arrays.stream(values())
                .filter(look -> look.name().equals(state))
                .findFirst()
                .orElse(OTHER);
    }

    public String sign() {
        return String.valueOf(sign);
    }

    public Colour colour() {
        return colour;
    }

    /** Whether this one is what matters of the two: a tile for several targets shows the worst. */
    Look worse(Look other) {
        return weight >= other.weight ? this : other;
    }

    /** Whether a target of this state has ended. */
    boolean ended() {
        return switch (this) {
            case SUCCEEDED, SKIPPED, CANCELLED, UNKNOWN, FAILED, PARTIAL -> true;
            case HELD, PENDING, ACCEPTED, QUEUED, RUNNING, PAUSED, CANCELLING, OTHER -> false;
        };
    }
}
