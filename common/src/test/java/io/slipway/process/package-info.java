@NullMarked
package io.slipway.process;

import org.jspecify.annotations.NullMarked;
