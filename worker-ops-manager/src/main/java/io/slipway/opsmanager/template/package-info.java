/** Texts of the configuration with placeholders. */
@NullMarked
package io.slipway.opsmanager.template;

import org.jspecify.annotations.NullMarked;
