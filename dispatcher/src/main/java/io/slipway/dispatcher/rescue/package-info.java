/** Finds what is stuck: ended leases, lost orders, unfinished steps; runs on the leader. */
@NullMarked
package io.slipway.dispatcher.rescue;

import org.jspecify.annotations.NullMarked;
