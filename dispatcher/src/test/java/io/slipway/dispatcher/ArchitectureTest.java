package io.slipway.dispatcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.slipway.rules.HouseRules;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each package of the dispatcher may see, in the order a job passes through. */
class ArchitectureTest {
    private static final JavaClasses MAIN = HouseRules.mainClasses("io.slipway.dispatcher");

    static Stream<ArchRule> rules() {
        List<ArchRule> own = List.of(
                HouseRules.seesOnly(
                        "io.slipway.dispatcher..",
                        "workers are other processes; how they do their work is theirs",
                        "io.slipway.amqp..",
                        "io.slipway.check..",
                        "io.slipway.contract..",
                        "io.slipway.job..",
                        "io.slipway.name..",
                        "io.slipway.process..",
                        "io.slipway.production..",
                        "io.slipway.erlang..",
                        "io.slipway.file..",
                        "io.slipway.secret..",
                        "io.slipway.trace..",
                        "io.slipway.worker.shell.."),
                sees("store", "it is at the bottom: what is stored knows nobody who stores it"),
                sees("callback", "a callback follows from a job and its targets alone", "store"),
                sees("dispatch", "an order follows from a job and a target alone", "store"),
                sees("plan", "it decides what comes next and tells the two ways out", "store", "callback", "dispatch"),
                sees(
                        "http",
                        "it turns faults into answers and knows those of accepting and of the store",
                        "plan",
                        "store"),
                sees("access", "who may do what is decided before anything is done", "http", "store"),
                sees(
                        "account",
                        "people are known to the rules of access and to nobody else",
                        "access",
                        "http",
                        "store"),
                sees("audit", "it writes down what others did, and depends on none of it", "access", "http", "store"),
                sees(
                        "health",
                        "it looks at what this process works with",
                        "access",
                        "dispatch",
                        "report",
                        "rescue",
                        "store"),
                sees(
                        "metrics",
                        "it counts what others do and stands in nobody's way",
                        "access",
                        "dispatch",
                        "health",
                        "rescue",
                        "store"),
                sees("pages", "they are files that everyone may read", "http"),
                sees("tree", "it reads texts and knows nothing of what they say", "http"),
                sees(
                        "onboarding",
                        "projects and queues are set up by people",
                        "access",
                        "http",
                        "dispatch",
                        "store",
                        "tree"),
                sees("maintenance", "when a project may be changed depends on no job", "access", "http", "store"),
                sees(
                        "schedule",
                        "a job that begins later is asked for like any other",
                        "access",
                        "http",
                        "maintenance",
                        "plan",
                        "request",
                        "store"),
                sees(
                        "servers",
                        "game servers are set up by people, and not under the hands of a job",
                        "access",
                        "http",
                        "onboarding",
                        "store",
                        "tree"),
                sees(
                        "request",
                        "a request becomes a new job and nothing else",
                        "access",
                        "http",
                        "maintenance",
                        "onboarding",
                        "plan",
                        "store",
                        "waves"),
                sees("waves", "how hosts follow one another depends on the hosts alone", "http", "store"),
                sees(
                        "installed",
                        "the record follows from what ended, and what it asks for is asked for like any other",
                        "access",
                        "board",
                        "http",
                        "maintenance",
                        "plan",
                        "release",
                        "request",
                        "store",
                        "waves"),
                sees(
                        "release",
                        "a plan stands on what is set up and recorded, and becomes a job like any other",
                        "access",
                        "http",
                        "maintenance",
                        "onboarding",
                        "plan",
                        "release.packages",
                        "request",
                        "store",
                        "waves"),
                sees("stream", "it writes to clients what others found out"),
                sees(
                        "board",
                        "it shows what workers read on the hosts of the projects",
                        "access",
                        "dispatch",
                        "http",
                        "store",
                        "stream"),
                sees(
                        "logs",
                        "a log is read by a worker, of a process that the board knows",
                        "access",
                        "board",
                        "dispatch",
                        "http",
                        "stream"),
                sees(
                        "queues",
                        "what lies on the broker is looked at, and sent once more",
                        "access",
                        "dispatch",
                        "http",
                        "store"),
                sees(
                        "approval",
                        "what somebody approved is asked for like any other",
                        "access",
                        "http",
                        "maintenance",
                        "plan",
                        "request",
                        "store"),
                sees(
                        "notice",
                        "people are told of what is stored, and nothing waits for them",
                        "access",
                        "http",
                        "plan",
                        "store"),
                sees(
                        "dashboard",
                        "it shows what is stored and passes on what people want",
                        "access",
                        "approval",
                        "callback",
                        "dispatch",
                        "http",
                        "maintenance",
                        "plan",
                        "queues",
                        "store",
                        "stream"),
                sees(
                        "report",
                        "a report changes targets, wakes the plan and makes room for the next orders",
                        "audit",
                        "board",
                        "callback",
                        "dispatch",
                        "plan",
                        "rescue",
                        "store"),
                sees("production", "settings are looked at before anything is there"),
                sees(
                        "versions",
                        "it reads what others build and knows nothing of jobs",
                        "access",
                        "http",
                        "store",
                        "versions.builds",
                        "versions.look",
                        "versions.maven",
                        "versions.svn"),
                sees(
                        "preflight",
                        "it looks at everything and changes nothing",
                        "access",
                        "callback",
                        "dispatch",
                        "http",
                        "onboarding",
                        "request",
                        "store"),
                sees(
                        "rescue",
                        "it looks after everything from the store",
                        "callback",
                        "dispatch",
                        "onboarding",
                        "plan",
                        "store"),
                HouseRules.noCyclesBelow("io.slipway.dispatcher"));
        return Stream.concat(HouseRules.everywhere().stream().map(rule -> rule.allowEmptyShould(true)), own.stream());
    }

    /** A package of the dispatcher sees those it names, and whatever the dispatcher may see of the common module. */
    private static ArchRule sees(String who, String why, String... others) {
        String root = "io.slipway.dispatcher.";
        return noClasses()
                .that()
                .resideInAPackage(root + who + "..")
                .should()
                .dependOnClassesThat(HouseRules.which(
                        "of the dispatcher but not of " + String.join(", ", others),
                        type -> type.getPackageName().startsWith(root)
                                && !type.getPackageName().equals(root + who)
                                && Arrays.stream(others).noneMatch(other -> type.getPackageName()
                                        .equals(root + other))))
                .because(why);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(MAIN);
    }
}
