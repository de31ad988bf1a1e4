/** Notices, against robots and a mail server that check what they get. */
@NullMarked
package io.slipway.dispatcher.notice;

import org.jspecify.annotations.NullMarked;
