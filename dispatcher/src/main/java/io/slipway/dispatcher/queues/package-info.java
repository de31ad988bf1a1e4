/** What lies in the queues of the broker, and what died there. */
@NullMarked
package io.slipway.dispatcher.queues;

import org.jspecify.annotations.NullMarked;
