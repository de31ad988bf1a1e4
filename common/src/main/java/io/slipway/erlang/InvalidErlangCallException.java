package io.slipway.erlang;

/** A command text that is not one literal call. The message names the problem and the position. */
public final class InvalidErlangCallException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int position;

    /** @param position index of the offending character in the text, from 0 */
    public InvalidErlangCallException(String problem, int position) {
        super(problem + " (at character " + (position + 1) + ")");
        this.position = position;
    }

    /** Index of the offending character, from 0. */
    public int position() {
        return position;
    }
}
