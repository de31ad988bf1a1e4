/** Trees of plain files: walked, read and digested without following a link, and written so that they survive a crash. */
@NullMarked
package io.slipway.file;

import org.jspecify.annotations.NullMarked;
