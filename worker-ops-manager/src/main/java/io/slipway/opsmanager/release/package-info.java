/** Puts whole versions in place on game hosts, and says how what is there differs from what should be. */
@NullMarked
package io.slipway.opsmanager.release;

import org.jspecify.annotations.NullMarked;
