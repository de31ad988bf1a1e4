/** The state machines: what the tables promise, and the page that is made from them. */
@NullMarked
package io.slipway.job;

import org.jspecify.annotations.NullMarked;
