package io.slipway.cli;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.slipway.rules.HouseRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the terminal client may see. */
class ArchitectureTest {
    private static final JavaClasses MAIN = HouseRules.mainClasses("io.slipway.cli");

    static Stream<ArchRule> rules() {
        List<ArchRule> own = List.of(
                HouseRules.noCyclesBelow("io.slipway.cli"),
                HouseRules.seesOnly(
                        "io.slipway.cli..",
                        "all it knows of the dispatcher is the HTTP API, as any other client of it"),
                HouseRules.dependsOnlyOn(
                        "io.slipway.cli.exit..",
                        "everything ends with it, so it needs nothing",
                        "java..",
                        "org.jspecify.."),
                HouseRules.dependsOnlyOn(
                        "io.slipway.cli.console..",
                        "how texts are shown does not depend on what they say",
                        "java..",
                        "org.jline..",
                        "org.jspecify.."));
        return Stream.concat(HouseRules.everywhere().stream().map(rule -> rule.allowEmptyShould(true)), own.stream());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(MAIN);
    }
}
