/** What runs where: the record of versions and patches on game servers, and what is done to make it true again. */
@NullMarked
package io.slipway.dispatcher.installed;

import org.jspecify.annotations.NullMarked;
