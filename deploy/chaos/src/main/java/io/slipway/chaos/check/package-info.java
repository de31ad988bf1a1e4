/** Reads the histories of a run, and nothing else, and says whether work was lost, done twice, or told wrongly. */
@NullMarked
package io.slipway.chaos.check;

import org.jspecify.annotations.NullMarked;
