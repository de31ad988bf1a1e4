/** The logs of processes: read, searched, downloaded and followed through the workers that reach their hosts. */
@NullMarked
package io.slipway.dispatcher.logs;

import org.jspecify.annotations.NullMarked;
