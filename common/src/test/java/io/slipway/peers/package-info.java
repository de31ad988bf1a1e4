/** Real peers for tests: processes and servers that a test starts for itself and ends by their own id. */
@NullMarked
package io.slipway.peers;

import org.jspecify.annotations.NullMarked;
