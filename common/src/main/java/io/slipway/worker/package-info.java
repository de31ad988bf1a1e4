/** The runtime every worker shares: takes orders from queues, runs the handler, reports, and acknowledges last. */
@NullMarked
package io.slipway.worker;

import org.jspecify.annotations.NullMarked;
