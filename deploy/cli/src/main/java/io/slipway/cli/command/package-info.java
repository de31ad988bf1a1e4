/** What a user can ask for, one class for each command. */
@NullMarked
package io.slipway.cli.command;

import org.jspecify.annotations.NullMarked;
