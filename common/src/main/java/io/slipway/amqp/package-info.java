/** What dispatcher and workers share of the broker: confirmed publishing and the fixed part of the topology. */
@NullMarked
package io.slipway.amqp;

import org.jspecify.annotations.NullMarked;
