/** Applies a hot update on a game host: files, verification, Erlang commands, proof of load. */
@NullMarked
package io.slipway.opsmanager;

import org.jspecify.annotations.NullMarked;
