/** The profile that refuses to start with anything in clear. */
@NullMarked
package io.slipway.production;

import org.jspecify.annotations.NullMarked;
