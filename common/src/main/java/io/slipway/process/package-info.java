/** What every program of Slipway does as a process of the operating system. */
@NullMarked
package io.slipway.process;

import org.jspecify.annotations.NullMarked;
