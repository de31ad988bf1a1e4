/** External programs: commands are values, and one class starts processes. */
@NullMarked
package io.slipway.worker.shell;

import org.jspecify.annotations.NullMarked;
