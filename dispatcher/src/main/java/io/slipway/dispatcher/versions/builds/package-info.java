/** Versions out of a directory of build outputs. */
@NullMarked
package io.slipway.dispatcher.versions.builds;

import org.jspecify.annotations.NullMarked;
