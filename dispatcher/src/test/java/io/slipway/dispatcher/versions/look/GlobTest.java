package io.slipway.dispatcher.versions.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.store.SourceSettings.TypeRule;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "a,            a,                true",
        "a,            ab,               false",
        "'',           '',               true",
        "*,            '',               true",
        "*,            abc,              true",
        "*,            a/b,              false",
        "**,           a/b/c,            true",
        "a?c,          abc,              true",
        "a?c,          a/c,              false",
        "*-deploy.zip, game-deploy.zip,  true",
        "*-deploy.zip, game-deploy.zip2, false",
        "/trunk/**,    /trunk/a/b.erl,   true",
        "**/gate/**,   /x/gate/y/z,      true",
        "**/gate/**,   /x/gates/y/z,     false",
        "**/*.erl,     /a/b/c.erl,       true",
        "**/*.erl,     /a/b.erl/c,       false",
        "a*b*c,        aXbYbZc,          true",
        "**a*c,        x/abc/aXc,        true",
        "[a],          a,                false",
        "技能*/**,      技能动画/SK011,     true",
    })
    void matches(String pattern, String text, boolean expected) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(expected);
    }

    @Test
    void noPatternRunsForLong() {
        String text = "/" + "a".repeat(2_000);
        Assertions.assertThatCode(() -> org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
                    assertThat(new Glob("*a".repeat(100) + "b").matches(text)).isFalse();
                    assertThat(new Glob("**a*".repeat(60) + "b").matches(text)).isFalse();
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void theFirstRuleThatFitsDecidesElseItIsUnknown() {
        List<TypeRule> rules =
                List.of(new TypeRule("**/test/**", null, "Test"), new TypeRule(null, "mobileGame", "GameServer"));

        assertThat(TypeRules.typeOf(List.of("/a/mobileGame/test/x"), rules)).isEqualTo("Test");
        assertThat(TypeRules.typeOf(List.of("/x", "/a/mobileGame/x"), rules)).isEqualTo("GameServer");
        assertThat(TypeRules.typeOf(List.of("/x"), rules)).isEqualTo("Unknown");
        assertThat(TypeRules.typeOf(List.of(), rules)).isEqualTo("Unknown");
    }
}
