package io.slipway.standalone;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.slipway.rules.HouseRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the single process may see. */
class ArchitectureTest {
    private static final JavaClasses MAIN = HouseRules.mainClasses("io.slipway.standalone");

    static Stream<ArchRule> rules() {
        List<ArchRule> own = List.of(HouseRules.seesOnly(
                "io.slipway.standalone..",
                "it starts the applications and gives them peers; what they do is theirs",
                "io.slipway.dispatcher",
                "io.slipway.embedded",
                "io.slipway.filepull",
                "io.slipway.filepush",
                "io.slipway.opsmanager",
                "io.slipway.process"));
        return Stream.concat(HouseRules.everywhere().stream().map(rule -> rule.allowEmptyShould(true)), own.stream());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(MAIN);
    }
}
