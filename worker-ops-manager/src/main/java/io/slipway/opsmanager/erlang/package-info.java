/** Talks to Erlang nodes (OTP 23 or newer) over the distribution protocol: calls, load proofs and the safe switch of live files. */
@NullMarked
package io.slipway.opsmanager.erlang;

import org.jspecify.annotations.NullMarked;
