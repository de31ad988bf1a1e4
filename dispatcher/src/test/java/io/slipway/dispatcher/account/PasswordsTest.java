package io.slipway.dispatcher.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "123456789",
                "一二三四五六七八九",
                "1234567890\u0000",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void tooShortTooLongOrCutOffIsNoPassword(String password) {
        assertThat(Passwords.allowed(password)).isFalse();
    }

    @Test
    void tenCharactersOfAnyScriptAreEnough() {
        assertThat(Passwords.allowed("1234567890")).isTrue();
        assertThat(Passwords.allowed("一二三四五六七八九十")).isTrue();
    }

    @Test
    void onlyTheWholePasswordMatches() {
        String longest = "a".repeat(72);
        String hash = passwords.encode(longest);

        assertThat(hash).startsWith("$2").doesNotContain("aaaa");
        assertThat(passwords.matches(longest, hash)).isTrue();
        assertThat(passwords.matches(longest + "b", hash)).isFalse();
        assertThat(passwords.matches("a".repeat(71), hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
        assertThat(passwords.matches("", null)).isFalse();
        assertThat(passwords.matches(longest, null)).isFalse();
    }
}
