/** Tests against a real svnserve. */
@NullMarked
package io.slipway.dispatcher.versions.svn;

import org.jspecify.annotations.NullMarked;
