/** Callbacks against CMDBs that answer as told. */
@NullMarked
package io.slipway.dispatcher.callback;

import org.jspecify.annotations.NullMarked;
