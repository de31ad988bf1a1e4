/** Versions as they were built: asked for, unpacked once, listed and compared. */
@NullMarked
package io.slipway.dispatcher.release.packages;

import org.jspecify.annotations.NullMarked;
