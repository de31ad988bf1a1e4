/** Tests of the package of that name. */
@NullMarked
package io.slipway.dispatcher.logs;

import org.jspecify.annotations.NullMarked;
