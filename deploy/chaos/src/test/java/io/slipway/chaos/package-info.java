/** Tests of the harness's own parts. */
@NullMarked
package io.slipway.chaos;

import org.jspecify.annotations.NullMarked;
