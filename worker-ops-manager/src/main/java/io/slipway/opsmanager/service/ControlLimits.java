package io.slipway.opsmanager.service;

import io.slipway.opsmanager.service.ServiceHost.Timing;
import java.time.Duration;

/**
 * How long a state is waited for, beyond what the process takes by its own configuration.
 *
 * @param moreStart after startsecs
 * @param moreStop after stopwaitsecs
 */
record ControlLimits(Duration moreStart, Duration moreStop) {
    Duration start(Timing timing) {
        return timing.start().plus(moreStart);
    }

    Duration stop(Timing timing) {
        return timing.stop().plus(moreStop);
    }
}
