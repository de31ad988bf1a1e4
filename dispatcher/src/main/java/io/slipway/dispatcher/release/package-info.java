/** A release is planned, and then exactly that plan is run; a rollback is a release with other servers and another version. */
@NullMarked
package io.slipway.dispatcher.release;

import org.jspecify.annotations.NullMarked;
