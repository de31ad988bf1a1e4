/** Tests of jobs that begin later. */
@NullMarked
package io.slipway.dispatcher.schedule;

import org.jspecify.annotations.NullMarked;
