/** Reads, searches and follows the logs of the processes under supervisord, whatever bytes are in them. */
@NullMarked
package io.slipway.opsmanager.logs;

import org.jspecify.annotations.NullMarked;
