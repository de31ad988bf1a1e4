/** What a dispatcher of production refuses to start with. */
@NullMarked
package io.slipway.dispatcher.production;

import org.jspecify.annotations.NullMarked;
