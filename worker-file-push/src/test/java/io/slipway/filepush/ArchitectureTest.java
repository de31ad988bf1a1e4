package io.slipway.filepush;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.slipway.rules.HouseRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What this worker may see: the common module, never another worker or the dispatcher. */
class ArchitectureTest {
    private static final JavaClasses MAIN = HouseRules.mainClasses("io.slipway.filepush");

    static Stream<ArchRule> rules() {
        List<ArchRule> own = List.of(HouseRules.seesOnly(
                "io.slipway.filepush..",
                "workers are deployed alone and speak to the dispatcher over the broker only",
                "io.slipway.contract..",
                "io.slipway.job..",
                "io.slipway.name..",
                "io.slipway.worker..",
                "io.slipway.check..",
                "io.slipway.file..",
                "io.slipway.rsync..",
                "io.slipway.process..",
                "io.slipway.production..",
                "io.slipway.secret..",
                "io.slipway.erlang.."));
        return Stream.concat(HouseRules.everywhere().stream().map(rule -> rule.allowEmptyShould(true)), own.stream());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(MAIN);
    }
}
