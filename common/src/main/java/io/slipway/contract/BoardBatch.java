package io.slipway.contract;

import java.util.List;

/**
 * Readings of one worker, to every dispatcher. Sent at least every few seconds, also without readings: it says that the worker
 * reads hosts. A lost batch is replaced by the next. At most {@link MessageLimits#BOARD_BYTES} as JSON.
 *
 * @param queues of the worker: whose hosts it can read
 * @param leaving the worker stops; its hosts are to be read by others
 */
public record BoardBatch(String workerId, List<String> queues, boolean leaving, List<HostReading> hosts) {}
