/** The HTTP edge that all routes share: strict bodies, languages, request ids, and how the API says no. */
@NullMarked
package io.slipway.dispatcher.http;

import org.jspecify.annotations.NullMarked;
