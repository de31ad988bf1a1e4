/** What all kinds of version sources share: limits, troubles, types, hardened XML and zip reading. */
@NullMarked
package io.slipway.dispatcher.versions.look;

import org.jspecify.annotations.NullMarked;
