/** Tests of what the readers share. */
@NullMarked
package io.slipway.dispatcher.versions.look;

import org.jspecify.annotations.NullMarked;
