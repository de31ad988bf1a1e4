/** Worker of the role file-pull: snapshots a version directory and lists its files with digests. */
@NullMarked
package io.slipway.filepull;

import org.jspecify.annotations.NullMarked;
