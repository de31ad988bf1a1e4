/** Who changed what: a chain of entries in which nothing can be changed, taken out or cut off unseen. */
@NullMarked
package io.slipway.dispatcher.audit;

import org.jspecify.annotations.NullMarked;
