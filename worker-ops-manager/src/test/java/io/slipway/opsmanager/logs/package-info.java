/** Tests of the package of that name. */
@NullMarked
package io.slipway.opsmanager.logs;

import org.jspecify.annotations.NullMarked;
