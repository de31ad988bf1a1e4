/** The files of the dashboard. */
@NullMarked
package io.slipway.dispatcher.pages;

import org.jspecify.annotations.NullMarked;
