package io.slipway.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What holds in every module. Each rule says why; {@code HouseRulesTest} shows that each can fail. */
public final class HouseRules {
    private static final Pattern VAGUE_PACKAGE = Pattern.compile(
            "(.*\\.)?(utils?|helpers?|impl|managers?|dtos?|models?|common|misc)(\\..*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern VAGUE_CLASS = Pattern.compile(".*(Utils?|Helper|Impl|Manager|D[Tt][Oo]|Model)");
    /** An ops manager is a machine, and an rsync manager the daemon on it: words of the business. */
    private static final Pattern BUSINESS = Pattern.compile("OpsManager.*|RsyncManager");

    private static final Set<Class<?>> CLOCKLESS =
            Set.of(Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class);

    private HouseRules() {}

    /** The main classes of this module and of those it is built on. */
    public static JavaClasses mainClasses(String... packages) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(packages);
    }

    /** Rules for every class, whatever its module. */
    public static List<ArchRule> everywhere() {
        return List.of(
                onlyTheRunnerStartsProcesses(),
                onlyTheCommandClassKnowsRsync4j(),
                timeIsInjected(),
                nothingIsInjectedIntoFields(),
                packagesAreNamedByResponsibility(),
                classesAreNamedByResponsibility(),
                onlyTheStoreKnowsTheMongoDriver(),
                onlyMessagingKnowsAmqp(),
                nothingReadsJavaObjects());
    }

    static ArchRule onlyTheRunnerStartsProcesses() {
        return noClasses()
                .that(not("io.slipway.worker.shell.ProcessShellRunner"))
                .should()
                .dependOnClassesThat(assignableTo(ProcessBuilder.class))
                .orShould()
                .accessTargetWhere(target(access -> access.getOwner().isEquivalentTo(Runtime.class)
                        && access.getName().equals("exec")))
                .because("limit, cancel, clean environment and the end of all descendants are decided in one place");
    }

    static ArchRule onlyTheCommandClassKnowsRsync4j() {
        return noClasses()
                .that(not("io.slipway.rsync.RsyncCommand"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.fracpete..")
                .because("it is GPL-3.0 and builds command lines; its own runner leaks and cannot cancel");
    }

    static ArchRule timeIsInjected() {
        return noClasses()
                .should()
                .accessTargetWhere(target(HouseRules::asksTheMachineForTheTime))
                .because("whoever decides by time takes a Clock, which a test can set");
    }

    private static boolean asksTheMachineForTheTime(AccessTarget target) {
        boolean now = target.getName().equals("now")
                && CLOCKLESS.stream().anyMatch(target.getOwner()::isEquivalentTo)
                && !target.getFullName().contains("Clock");
        boolean millis = target.getName().equals("currentTimeMillis")
                && target.getOwner().isEquivalentTo(System.class);
        return now || millis || target.getFullName().equals(Date.class.getName() + ".<init>()");
    }

    static ArchRule nothingIsInjectedIntoFields() {
        return noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource")
                .because("a class says in its constructor what it needs, and a test can give it");
    }

    static ArchRule packagesAreNamedByResponsibility() {
        return noClasses()
                .should(ArchCondition.from(which(
                        "in a package with a vague name",
                        type -> VAGUE_PACKAGE.matcher(type.getPackageName()).matches())))
                .because("a name that fits everything collects everything");
    }

    static ArchRule classesAreNamedByResponsibility() {
        return noClasses()
                .should(ArchCondition.from(which(
                        "called by a vague name",
                        type -> VAGUE_CLASS.matcher(type.getSimpleName()).matches()
                                && !BUSINESS.matcher(type.getSimpleName()).matches())))
                .because("a name says what its class is responsible for");
    }

    static ArchRule onlyTheStoreKnowsTheMongoDriver() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.slipway.dispatcher.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.mongodb..", "org.bson..")
                .because("what is stored, and how it is written safely, is decided in one package");
    }

    static ArchRule onlyMessagingKnowsAmqp() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.slipway.amqp..",
                        "io.slipway.worker",
                        "io.slipway.dispatcher.dispatch..",
                        "io.slipway.dispatcher.report..",
                        "io.slipway.standalone..")
                .and(not("io.slipway.contract.BrokerDialect"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.rabbitmq..", "org.springframework.amqp..")
                .because("whoever plans or does work knows orders and reports, not the broker that carries them");
    }

    static ArchRule nothingReadsJavaObjects() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .because("bytes from outside never choose which class is loaded (reliability rule A15)");
    }

    /** Packages directly below {@code root}, with all below each, form no cycle. */
    public static ArchRule noCyclesBelow(String root) {
        return slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("packages that need each other are one package in disguise");
    }

    /** The classes of {@code who} see, of all classes of Slipway, only their own and those of {@code allowed}. */
    public static ArchRule seesOnly(String who, String why, String... allowed) {
        return noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat(which(
                        "of Slipway but not of " + String.join(", ", allowed),
                        type -> type.getPackageName().startsWith("io.slipway.")
                                && !resideInAnyPackage(allowed).test(type)
                                && !resideInAnyPackage(who).test(type)))
                .because(why);
    }

    /** The classes of {@code who} depend on nothing outside {@code allowed}; JDK classes count. */
    public static ArchRule dependsOnlyOn(String who, String why, String... allowed) {
        return noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat(which(
                        "outside " + String.join(", ", allowed),
                        type -> !type.getBaseComponentType().isPrimitive()
                                && !resideInAnyPackage(allowed).test(type.getBaseComponentType())
                                && !resideInAnyPackage(who).test(type.getBaseComponentType())))
                .because(why);
    }

    /** A class with that name and everything nested in it, negated. */
    public static DescribedPredicate<JavaClass> not(String className) {
        return which(
                "not " + className,
                type -> !type.getName().equals(className) && !type.getName().startsWith(className + "$"));
    }

    /** A predicate with its words. */
    public static DescribedPredicate<JavaClass> which(String words, Predicate<JavaClass> test) {
        return DescribedPredicate.describe(words, test);
    }

    private static DescribedPredicate<JavaAccess<?>> target(Predicate<AccessTarget> test) {
        return DescribedPredicate.describe("that target", access -> test.test(access.getTarget()));
    }
}
