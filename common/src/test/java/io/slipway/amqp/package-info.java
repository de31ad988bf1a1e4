/** What the broker lets through, and what not. */
@NullMarked
package io.slipway.amqp;

import org.jspecify.annotations.NullMarked;
