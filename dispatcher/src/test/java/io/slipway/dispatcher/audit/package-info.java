/** The chain of the audit, and what is seen of those who tamper with it. */
@NullMarked
package io.slipway.dispatcher.audit;

import org.jspecify.annotations.NullMarked;
