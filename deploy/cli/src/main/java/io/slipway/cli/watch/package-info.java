/** The live picture of a job. */
@NullMarked
package io.slipway.cli.watch;

import org.jspecify.annotations.NullMarked;
