/** Reads the processes of the hosts this worker was given, again and again, and tells the dispatchers. */
@NullMarked
package io.slipway.opsmanager.board;

import org.jspecify.annotations.NullMarked;
