/** Work orders out: the outbox, confirms, queues and bindings. */
@NullMarked
package io.slipway.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
