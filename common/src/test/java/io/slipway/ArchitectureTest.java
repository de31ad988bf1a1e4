package io.slipway;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.slipway.rules.HouseRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each package of the common module may see. */
class ArchitectureTest {
    private static final JavaClasses MAIN = HouseRules.mainClasses("io.slipway");

    static Stream<ArchRule> rules() {
        List<ArchRule> own = List.of(
                HouseRules.dependsOnlyOn(
                        "io.slipway.job..", "the state machines are plain Java", "java..", "org.jspecify.."),
                HouseRules.dependsOnlyOn(
                        "io.slipway.name..",
                        "names are checked before anything else is known",
                        "java..",
                        "org.jspecify.."),
                HouseRules.dependsOnlyOn(
                        "io.slipway.contract..",
                        "what travels is data: JSON annotations, one codec, and one dialect per broker",
                        "java..",
                        "org.jspecify..",
                        "com.fasterxml.jackson.annotation..",
                        "tools.jackson..",
                        "com.rabbitmq.client..",
                        "io.slipway.job..",
                        "io.slipway.name.."),
                HouseRules.seesOnly(
                        "io.slipway.amqp..", "it carries bytes and names", "io.slipway.contract..", "io.slipway.job.."),
                HouseRules.seesOnly("io.slipway.erlang..", "a syntax needs no system around it", "io.slipway.job.."),
                HouseRules.seesOnly("io.slipway.secret..", "a secret needs no system around it", "io.slipway.job.."),
                HouseRules.seesOnly(
                        "io.slipway.worker",
                        "the runtime knows no kind of work",
                        "io.slipway.amqp..",
                        "io.slipway.contract..",
                        "io.slipway.job..",
                        "io.slipway.trace.."),
                HouseRules.seesOnly("io.slipway.trace..", "ids in log lines know no kind of work"),
                HouseRules.seesOnly(
                        "io.slipway.worker.shell..",
                        "a process is started for an order and ends with it",
                        "io.slipway.worker",
                        "io.slipway.contract..",
                        "io.slipway.job.."),
                HouseRules.seesOnly(
                        "io.slipway.check..",
                        "what is looked at is the same for every kind of work",
                        "io.slipway.contract..",
                        "io.slipway.job..",
                        "io.slipway.rsync..",
                        "io.slipway.secret..",
                        "io.slipway.worker.."),
                HouseRules.seesOnly("io.slipway.process..", "a process starts whatever it is given"),
                HouseRules.seesOnly("io.slipway.production..", "settings are looked at before anything is there"),
                HouseRules.noCyclesBelow("io.slipway"));
        return Stream.concat(HouseRules.everywhere().stream(), own.stream());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(MAIN);
    }
}
