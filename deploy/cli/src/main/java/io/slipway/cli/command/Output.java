package io.slipway.cli.command;

/** The values of {@code -o}. */
enum Output {
    table,
    json,
    /** As json, in one line; a list has a line for each entry. */
    jsonl,
    yaml
}
