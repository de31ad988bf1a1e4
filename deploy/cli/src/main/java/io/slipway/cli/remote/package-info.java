/** The dispatcher, seen from here: requests, refusals, the live stream. */
@NullMarked
package io.slipway.cli.remote;

import org.jspecify.annotations.NullMarked;
