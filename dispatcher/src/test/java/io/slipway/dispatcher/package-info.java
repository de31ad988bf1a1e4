/** The dispatcher as a whole, against a real broker, a real store and workers of the real runtime. */
@NullMarked
package io.slipway.dispatcher;

import org.jspecify.annotations.NullMarked;
