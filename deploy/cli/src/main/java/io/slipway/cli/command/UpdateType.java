package io.slipway.cli.command;

/** What is updated, in the CMDB's words. */
enum UpdateType {
    hot_server,
    hot_client
}
