/** Starts, stops and restarts the processes of one game host, whatever steers them there, and says what became of each. */
@NullMarked
package io.slipway.opsmanager.service;

import org.jspecify.annotations.NullMarked;
