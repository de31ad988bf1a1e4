/** What the terminal can show: columns, colours, tables. */
@NullMarked
package io.slipway.cli.console;

import org.jspecify.annotations.NullMarked;
