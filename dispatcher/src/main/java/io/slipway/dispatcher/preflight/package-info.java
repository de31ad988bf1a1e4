/** Says before a job whether everything it needs is in place, and changes nothing. */
@NullMarked
package io.slipway.dispatcher.preflight;

import org.jspecify.annotations.NullMarked;
