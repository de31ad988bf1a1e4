/** Everything that travels over the broker: orders, reports, requests, control, and the names of exchanges and queues. */
@NullMarked
package io.slipway.contract;

import org.jspecify.annotations.NullMarked;
