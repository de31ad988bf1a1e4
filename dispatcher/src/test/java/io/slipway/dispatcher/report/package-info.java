/** Reports and dead letters through a real broker. */
@NullMarked
package io.slipway.dispatcher.report;

import org.jspecify.annotations.NullMarked;
