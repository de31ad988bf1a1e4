package io.slipway.dispatcher.account;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of accounts: as short names, and with {@code @} for those who have an address as theirs. In lower case, as directories see it. */
final class AccountName {
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9_.@-]{0,63}");

    private AccountName() {}

    static boolean allowed(String name) {
        return ALLOWED.matcher(canonical(name)).matches() && !name.contains("..");
    }

    static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
