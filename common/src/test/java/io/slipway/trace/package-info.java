/** Tests of traces and log lines. */
@NullMarked
package io.slipway.trace;

import org.jspecify.annotations.NullMarked;
