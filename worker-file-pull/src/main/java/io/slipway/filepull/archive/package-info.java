/** Archives from outside, unpacked so that nothing but plain files in one fresh directory can come of them. */
@NullMarked
package io.slipway.filepull.archive;

import org.jspecify.annotations.NullMarked;
