/** The dispatcher: request, plan, dispatch, report, store, callback, in the order a job passes through. */
@NullMarked
package io.slipway.dispatcher;

import org.jspecify.annotations.NullMarked;
