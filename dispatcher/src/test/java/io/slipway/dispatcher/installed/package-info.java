/** Tests of what runs where. */
@NullMarked
package io.slipway.dispatcher.installed;

import org.jspecify.annotations.NullMarked;
