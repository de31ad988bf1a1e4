/** What ties together the log lines and messages that come of one request. */
@NullMarked
package io.slipway.trace;

import org.jspecify.annotations.NullMarked;
