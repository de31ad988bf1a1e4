/** The whole dispatcher over HTTP, on a store in memory and without a broker. */
@NullMarked
package io.slipway.dispatcher.api;

import org.jspecify.annotations.NullMarked;
