/** The life of jobs, steps and targets: states, events and the tables that say which event leads where. Plain Java. */
@NullMarked
package io.slipway.job;

import org.jspecify.annotations.NullMarked;
