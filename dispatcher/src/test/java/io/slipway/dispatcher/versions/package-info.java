/** Tests of the version sources. */
@NullMarked
package io.slipway.dispatcher.versions;

import org.jspecify.annotations.NullMarked;
