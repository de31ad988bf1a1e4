/** Turns an accepted request into steps and targets, and decides what comes next when something has ended. */
@NullMarked
package io.slipway.dispatcher.plan;

import org.jspecify.annotations.NullMarked;
