/** Calls to the CMDB: an outbox of frozen bytes, ordered per job, backed off, replayable. */
@NullMarked
package io.slipway.dispatcher.callback;

import org.jspecify.annotations.NullMarked;
