/** The files of the dashboard, where it is installed. */
@NullMarked
package io.slipway.dispatcher.pages;

import org.jspecify.annotations.NullMarked;
