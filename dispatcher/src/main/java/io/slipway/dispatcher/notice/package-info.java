/** Tells people where they talk: chat robots, e-mail and webhooks. */
@NullMarked
package io.slipway.dispatcher.notice;

import org.jspecify.annotations.NullMarked;
