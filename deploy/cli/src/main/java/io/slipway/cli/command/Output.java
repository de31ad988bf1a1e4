package io.slipway.cli.command;

/** The values of {@code -o}. */
enum Output {
    table,
    json,
    yaml
}
