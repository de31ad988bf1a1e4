/** Versions out of Subversion, through its own client. */
@NullMarked
package io.slipway.dispatcher.versions.svn;

import org.jspecify.annotations.NullMarked;
