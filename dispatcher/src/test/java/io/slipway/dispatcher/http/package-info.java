/** The parts of the HTTP edge that need no application. */
@NullMarked
package io.slipway.dispatcher.http;

import org.jspecify.annotations.NullMarked;
