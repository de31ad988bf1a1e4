/** Secrets that live in files: who may own them, who may read them, and a value that never prints itself. Plain Java. */
@NullMarked
package io.slipway.secret;

import org.jspecify.annotations.NullMarked;
