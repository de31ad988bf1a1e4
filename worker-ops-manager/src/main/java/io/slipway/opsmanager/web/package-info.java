/** HTTP calls with bounds on time and size. */
@NullMarked
package io.slipway.opsmanager.web;

import org.jspecify.annotations.NullMarked;
