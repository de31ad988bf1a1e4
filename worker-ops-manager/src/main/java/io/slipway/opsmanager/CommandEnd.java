package io.slipway.opsmanager;

import io.slipway.contract.CommandResult;

/**
 * How a command ended for the one who asked for it.
 *
 * @param text what it answered, or why it did not
 */
record CommandEnd(Kind kind, String text) {
    enum Kind {
        OK,
        FAILED,
        /** It may or may not have run, or may still run; it is not run again. */
        UNKNOWN
    }

    static CommandEnd of(CommandResult result) {
        return new CommandEnd(result.ok() ? Kind.OK : Kind.FAILED, result.output());
    }

    static CommandEnd unknown(String why) {
        return new CommandEnd(Kind.UNKNOWN, why);
    }
}
