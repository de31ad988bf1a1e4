/** The status board: who reads which host, and what was read, in memory on every dispatcher. */
@NullMarked
package io.slipway.dispatcher.board;

import org.jspecify.annotations.NullMarked;
