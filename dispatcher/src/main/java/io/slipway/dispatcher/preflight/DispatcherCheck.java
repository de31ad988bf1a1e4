package io.slipway.dispatcher.preflight;

import io.slipway.contract.ProbeCell;

/** One look of the dispatcher itself. A further one is one more bean of this type. */
interface DispatcherCheck {
    ProbeCell look(PreflightScope scope) throws InterruptedException;
}
