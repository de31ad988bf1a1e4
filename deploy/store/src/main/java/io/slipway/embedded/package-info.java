/** The document store that runs inside the process, and what peers of that kind share. */
@NullMarked
package io.slipway.embedded;

import org.jspecify.annotations.NullMarked;
