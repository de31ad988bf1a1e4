/** Looks at files, directories and rsync daemons that change nothing, and what they say of them in a preflight. */
@NullMarked
package io.slipway.check;

import org.jspecify.annotations.NullMarked;
