/** Tests of the preflight. */
@NullMarked
package io.slipway.dispatcher.preflight;

import org.jspecify.annotations.NullMarked;
