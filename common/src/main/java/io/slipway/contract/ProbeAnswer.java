package io.slipway.contract;

import java.util.List;

/**
 * Part of a worker's answer to a {@link Probe}. The first part is sent at once and has no cells: it says that the worker
 * lives and what its clock shows.
 *
 * @param clockMillis the worker's clock when it sent this, milliseconds since 1970
 * @param last whether nothing follows
 */
public record ProbeAnswer(String probeId, String workerId, long clockMillis, boolean last, List<ProbeCell> cells) {}
