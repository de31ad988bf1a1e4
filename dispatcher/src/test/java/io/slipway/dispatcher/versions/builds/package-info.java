/** Tests with real directories of zips. */
@NullMarked
package io.slipway.dispatcher.versions.builds;

import org.jspecify.annotations.NullMarked;
