/** Tests of the figures. */
@NullMarked
package io.slipway.dispatcher.metrics;

import org.jspecify.annotations.NullMarked;
