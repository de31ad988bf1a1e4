/** What the dispatcher of a production system must not be without. */
@NullMarked
package io.slipway.dispatcher.production;

import org.jspecify.annotations.NullMarked;
