/** Tells monitoring to be silent about a game server while it is steered. */
@NullMarked
package io.slipway.opsmanager.silence;

import org.jspecify.annotations.NullMarked;
