/** Origins of CDNs: where a client update's files go, how they are put there, and what the web server then serves. */
@NullMarked
package io.slipway.opsmanager.cdn;

import org.jspecify.annotations.NullMarked;
