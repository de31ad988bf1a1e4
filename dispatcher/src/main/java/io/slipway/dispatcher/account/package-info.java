/** People who log in: accounts, passwords, sessions, directories. */
@NullMarked
package io.slipway.dispatcher.account;

import org.jspecify.annotations.NullMarked;
