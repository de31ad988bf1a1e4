/** The rules every module's architecture test checks. */
@NullMarked
package io.slipway.rules;

import org.jspecify.annotations.NullMarked;
