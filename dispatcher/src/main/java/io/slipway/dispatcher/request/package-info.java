/** What callers ask: bodies are read, checked field by field, and handed to the plan. */
@NullMarked
package io.slipway.dispatcher.request;

import org.jspecify.annotations.NullMarked;
