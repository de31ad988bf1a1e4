/** How the program ends: its exit codes and the failures that lead to them. */
@NullMarked
package io.slipway.cli.exit;

import org.jspecify.annotations.NullMarked;
