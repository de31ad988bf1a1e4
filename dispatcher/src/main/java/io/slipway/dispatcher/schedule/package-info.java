/** Jobs that begin later: at a time, or after a delay (requirement S2-11). */
@NullMarked
package io.slipway.dispatcher.schedule;

import org.jspecify.annotations.NullMarked;
