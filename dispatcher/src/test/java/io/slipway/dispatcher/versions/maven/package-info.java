/** Tests against a real web server. */
@NullMarked
package io.slipway.dispatcher.versions.maven;

import org.jspecify.annotations.NullMarked;
