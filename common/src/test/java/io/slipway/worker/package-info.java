/** The worker runtime against a real broker, with a dispatcher's end that does what a test says. */
@NullMarked
package io.slipway.worker;

import org.jspecify.annotations.NullMarked;
