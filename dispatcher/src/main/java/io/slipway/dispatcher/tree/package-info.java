/** Texts that people write, in several syntaxes, read strictly into one JSON tree with the place of each value. */
@NullMarked
package io.slipway.dispatcher.tree;

import org.jspecify.annotations.NullMarked;
