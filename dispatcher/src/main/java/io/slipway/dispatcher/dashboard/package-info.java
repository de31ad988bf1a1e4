/** What people look at: jobs, targets, files, callbacks, workers, and the live stream. */
@NullMarked
package io.slipway.dispatcher.dashboard;

import org.jspecify.annotations.NullMarked;
