package io.slipway.contract;

import java.util.List;

/**
 * Which hosts shall I read? Asked every few seconds.
 *
 * @param knownRevision of the list it has, empty for none
 */
public record WatchRequest(String workerId, List<String> queues, String knownRevision) implements WorkerRequest {}
