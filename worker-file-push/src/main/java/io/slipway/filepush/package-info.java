/** Worker of the role file-push: brings the chosen files of a snapshot to an ops manager's rsync daemon. */
@NullMarked
package io.slipway.filepush;

import org.jspecify.annotations.NullMarked;
