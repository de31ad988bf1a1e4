/** Requests that begin only after somebody else has said yes. */
@NullMarked
package io.slipway.dispatcher.approval;

import org.jspecify.annotations.NullMarked;
