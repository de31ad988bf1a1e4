/** Speaks XML-RPC with the supervisord of a game host: states, logs, start and stop. */
@NullMarked
package io.slipway.opsmanager.supervisor;

import org.jspecify.annotations.NullMarked;
