/** What there is to release: version sources, looked at in turn by the leader, and the versions found in them. */
@NullMarked
package io.slipway.dispatcher.versions;

import org.jspecify.annotations.NullMarked;
