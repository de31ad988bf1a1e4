package io.slipway.chaos;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.slipway.rules.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the harness and its checker may see. */
class ArchitectureTest {
    private static final JavaClasses MAIN = HouseRules.mainClasses("io.slipway.chaos");

    static Stream<ArchRule> rules() {
        ArchRule own = HouseRules.dependsOnlyOn(
                "io.slipway.chaos.check..",
                "who judges reads the histories alone, and knows neither the harness nor the product",
                "java..",
                "javax.crypto..",
                "org.jspecify..",
                "tools.jackson..");
        return Stream.concat(HouseRules.everywhere().stream().map(rule -> rule.allowEmptyShould(true)), Stream.of(own));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(MAIN);
    }
}
