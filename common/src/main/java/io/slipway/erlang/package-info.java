/** Erlang terms, calls and the catalogue of allowed calls: text is parsed into values here and never evaluated. Plain Java. */
@NullMarked
package io.slipway.erlang;

import org.jspecify.annotations.NullMarked;
