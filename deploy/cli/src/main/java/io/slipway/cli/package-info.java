/** The program <code>slipway</code>: a terminal client of the dispatcher's HTTP API. */
@NullMarked
package io.slipway.cli;

import org.jspecify.annotations.NullMarked;
