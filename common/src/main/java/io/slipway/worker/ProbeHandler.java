package io.slipway.worker;

import io.slipway.contract.Probe;
import java.util.List;

/** Answers one kind of probe: says what there is to look at. A new check is one more {@link ProbeCheck} in its list. */
public interface ProbeHandler<P extends Probe> {
    Class<P> probeType();

    /** Quick and without effect; the looking is done by the checks, several at once. */
    List<ProbeCheck> checks(P probe);
}
