/** Versions out of a Maven repository, over HTTP. */
@NullMarked
package io.slipway.dispatcher.versions.maven;

import org.jspecify.annotations.NullMarked;
