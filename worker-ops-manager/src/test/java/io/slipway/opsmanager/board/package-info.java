/** Tests of the package of that name. */
@NullMarked
package io.slipway.opsmanager.board;

import org.jspecify.annotations.NullMarked;
