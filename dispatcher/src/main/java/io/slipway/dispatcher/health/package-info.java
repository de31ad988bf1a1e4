/** Whether this process can work, and whether what it works with can be reached. */
@NullMarked
package io.slipway.dispatcher.health;

import org.jspecify.annotations.NullMarked;
