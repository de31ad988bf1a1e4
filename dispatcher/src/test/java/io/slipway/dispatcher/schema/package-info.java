/** The published JSON schemas, held against the bodies they describe. */
@NullMarked
package io.slipway.dispatcher.schema;

import org.jspecify.annotations.NullMarked;
