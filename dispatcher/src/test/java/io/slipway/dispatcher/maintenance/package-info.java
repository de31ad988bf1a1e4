/** Tests of the maintenance calendar. */
@NullMarked
package io.slipway.dispatcher.maintenance;

import org.jspecify.annotations.NullMarked;
