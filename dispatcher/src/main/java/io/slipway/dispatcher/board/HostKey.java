package io.slipway.dispatcher.board;

/** A host as one project sees it; another project may reach the same machine in another way. */
record HostKey(String project, String ip) {}
