package io.slipway.contract;

import java.util.List;

/** Could files be pushed from here to these rsync managers? */
public record ProbePush(String probeId, long limitMillis, List<RsyncManager> managers) implements Probe {}
