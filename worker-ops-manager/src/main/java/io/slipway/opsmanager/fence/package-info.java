/** Keeps older orders from changing what a newer one has changed. */
@NullMarked
package io.slipway.opsmanager.fence;

import org.jspecify.annotations.NullMarked;
