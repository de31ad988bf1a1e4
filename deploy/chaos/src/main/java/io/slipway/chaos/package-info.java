/** Runs a whole installation, breaks its parts on purpose, and writes down what was asked for and what was seen. */
@NullMarked
package io.slipway.chaos;

import org.jspecify.annotations.NullMarked;
