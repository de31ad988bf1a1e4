/** What is stored, against a store in this process. */
@NullMarked
package io.slipway.dispatcher.store;

import org.jspecify.annotations.NullMarked;
