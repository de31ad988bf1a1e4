/** Tests of the package of that name. */
@NullMarked
package io.slipway.dispatcher.board;

import org.jspecify.annotations.NullMarked;
