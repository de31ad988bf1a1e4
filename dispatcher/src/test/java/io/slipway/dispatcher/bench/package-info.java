/** Measurements of the dispatcher's parts; run by name, never with the tests. */
@NullMarked
package io.slipway.dispatcher.bench;

import org.jspecify.annotations.NullMarked;
