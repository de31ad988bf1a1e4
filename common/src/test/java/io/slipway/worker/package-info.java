/** A stand-in for the runtime, for the tests of handlers. */
@NullMarked
package io.slipway.worker;

import org.jspecify.annotations.NullMarked;
