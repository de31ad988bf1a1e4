/** Archives made byte by byte, as no packing program would make them. */
@NullMarked
package io.slipway.filepull.archive;

import org.jspecify.annotations.NullMarked;
