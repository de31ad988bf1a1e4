/** What dispatcher and workers say to each other: messages, the queues they travel on, and how a broker declares them. */
@NullMarked
package io.slipway.contract;

import org.jspecify.annotations.NullMarked;
