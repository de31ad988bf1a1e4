package io.slipway.dispatcher.account;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Passwords of local accounts, as bcrypt. */
final class Passwords {
    private static final int LEAST_CHARACTERS = 10;
    /** bcrypt takes no more. */
    private static final int MOST_BYTES = 72;

    private static final int STRENGTH = 11;

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(STRENGTH);
    /** Of a password nobody has: an account that is not there takes as long as one that is. */
    private final String nobodys = encode(SessionId.random());

    /** Whether it may be given to an account. */
    static boolean allowed(String password) {
        return password.codePointCount(0, password.length()) >= LEAST_CHARACTERS
                && password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                && password.chars().noneMatch(c -> c == 0);
    }

    String encode(String password) {
        return String.valueOf(bcrypt.encode(password));
    }

    /** Takes the same time whether there is a hash or not. */
    boolean matches(String password, @Nullable String hash) {
        boolean possible = hash != null && password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
        boolean same = bcrypt.matches(possible ? password : "", possible ? hash : nobodys);
        return possible && same;
    }
}
