/** Projects, areas and queue mappings. */
@NullMarked
package io.slipway.dispatcher.onboarding;

import org.jspecify.annotations.NullMarked;
