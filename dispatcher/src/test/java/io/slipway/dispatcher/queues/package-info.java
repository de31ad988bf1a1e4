/** Queues and dead letters of a real broker. */
@NullMarked
package io.slipway.dispatcher.queues;

import org.jspecify.annotations.NullMarked;
