/** Tests of the fence. */
@NullMarked
package io.slipway.opsmanager.fence;

import org.jspecify.annotations.NullMarked;
