/** Numbers about the whole installation, for Prometheus. */
@NullMarked
package io.slipway.dispatcher.metrics;

import org.jspecify.annotations.NullMarked;
