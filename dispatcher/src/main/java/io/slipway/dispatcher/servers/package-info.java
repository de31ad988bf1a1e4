/** Which game servers a project has: set up by people or taken over from a CMDB's list, never by a worker. */
@NullMarked
package io.slipway.dispatcher.servers;

import org.jspecify.annotations.NullMarked;
