/** Texts in Chinese and English. */
@NullMarked
package io.slipway.cli.language;

import org.jspecify.annotations.NullMarked;
