/** Sessions to game hosts over ssh, and programs run in them. */
@NullMarked
package io.slipway.opsmanager.ssh;

import org.jspecify.annotations.NullMarked;
