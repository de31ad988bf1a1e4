package io.slipway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule against a class, compiled here, that breaks it. */
class HouseRulesTest {
    @TempDir
    Path directory;

    static Stream<Arguments> broken() {
        ArchRule processes = HouseRules.onlyTheRunnerStartsProcesses();
        ArchRule time = HouseRules.timeIsInjected();
        ArchRule fields = HouseRules.nothingIsInjectedIntoFields();
        ArchRule amqp = HouseRules.onlyMessagingKnowsAmqp();
        return Stream.of(
                Arguments.of(
                        processes, "a.A", "Object f() throws Exception { return new ProcessBuilder(\"x\").start(); }"),
                Arguments.of(
                        processes, "a.A", "Object f() throws Exception { return Runtime.getRuntime().exec(\"x\"); }"),
                Arguments.of(
                        HouseRules.onlyTheCommandClassKnowsRsync4j(),
                        "io.slipway.rsync.RsyncCommander",
                        "com.github.fracpete.rsync4j.RSync rsync;"),
                Arguments.of(time, "a.A", "Object f() { return java.time.Instant.now(); }"),
                Arguments.of(time, "a.A", "java.util.function.Supplier<?> f() { return java.time.Instant::now; }"),
                Arguments.of(time, "a.A", "long f() { return System.currentTimeMillis(); }"),
                Arguments.of(time, "a.A", "Object f() { return new java.util.Date(); }"),
                Arguments.of(time, "a.A", "Object f() { return java.time.LocalDateTime.now(); }"),
                Arguments.of(fields, "a.A", "@org.springframework.beans.factory.annotation.Autowired Object field;"),
                Arguments.of(fields, "a.A", "@org.springframework.beans.factory.annotation.Value(\"x\") String field;"),
                Arguments.of(HouseRules.packagesAreNamedByResponsibility(), "a.util.A", ""),
                Arguments.of(HouseRules.packagesAreNamedByResponsibility(), "a.impl.b.A", ""),
                Arguments.of(HouseRules.classesAreNamedByResponsibility(), "a.JobHelper", ""),
                Arguments.of(HouseRules.classesAreNamedByResponsibility(), "a.JobManager", ""),
                Arguments.of(HouseRules.classesAreNamedByResponsibility(), "a.JobDTO", ""),
                Arguments.of(amqp, "io.slipway.dispatcher.plan.A", "com.rabbitmq.client.Channel channel;"),
                Arguments.of(amqp, "io.slipway.worker.shell.A", "org.springframework.amqp.core.Message message;"),
                Arguments.of(amqp, "io.slipway.contract.Order", "com.rabbitmq.client.Channel channel;"),
                Arguments.of(
                        HouseRules.nothingReadsJavaObjects(),
                        "a.A",
                        "Object f(java.io.InputStream in) throws Exception {"
                                + " return new java.io.ObjectInputStream(in).readObject(); }"),
                Arguments.of(
                        HouseRules.dependsOnlyOn("a..", "of the test", "java.."), "a.A", "org.slf4j.Logger[] loggers;"),
                Arguments.of(
                        HouseRules.seesOnly("a..", "of the test", "io.slipway.name.."),
                        "a.A",
                        "io.slipway.job.JobState state;"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aClassThatBreaksTheRuleIsFound(ArchRule rule, String name, String member) throws IOException {
        JavaClasses classes = compile(List.of(source(name, member)));

        assertThat(rule.evaluate(classes).hasViolation()).isTrue();
    }

    @Test
    void aStoreDriverOutsideTheStoreIsFound() throws IOException {
        JavaClasses classes = compile(List.of(
                source("org.bson.Document", ""),
                source("io.slipway.dispatcher.store.Fine", "org.bson.Document d;"),
                source("io.slipway.dispatcher.plan.Broken", "org.bson.Document d;")));

        assertThat(HouseRules.onlyTheStoreKnowsTheMongoDriver()
                        .evaluate(classes)
                        .getFailureReport()
                        .getDetails())
                .singleElement()
                .asString()
                .contains("plan.Broken");
    }

    @Test
    void aCycleOfPackagesIsFound() throws IOException {
        JavaClasses classes =
                compile(List.of(source("root.one.A", "root.two.B b;"), source("root.two.B", "root.one.A a;")));

        assertThat(HouseRules.noCyclesBelow("root").evaluate(classes).hasViolation())
                .isTrue();
    }

    @Test
    void whatTheBusinessCallsAManagerAndAnInjectedClockAreFine() throws IOException {
        JavaClasses classes = compile(List.of(
                source("a.OpsManagerApplication", ""),
                source("a.OpsManager", ""),
                source("a.RsyncManager", "Object f(java.time.Clock clock) { return clock.instant(); }"),
                source("a.A", "Object f(java.time.Clock clock) { return java.time.Instant.now(clock); }")));

        HouseRules.everywhere().forEach(rule -> assertThat(rule.allowEmptyShould(true)
                        .evaluate(classes)
                        .getFailureReport()
                        .getDetails())
                .isEmpty());
    }

    private Path source(String name, String member) throws IOException {
        int dot = name.lastIndexOf('.');
        String simple = name.substring(dot + 1);
        Path file = directory.resolve("src").resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(
                file, "package " + name.substring(0, dot) + ";\npublic class " + simple + " { " + member + " }\n");
    }

    private JavaClasses compile(List<Path> sources) throws IOException {
        Path out = Files.createDirectories(directory.resolve("out"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(List.of(
                "-d",
                out.toString(),
                "-proc:none",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        sources.forEach(source -> arguments.add(source.toString()));
        assertThat(compiler.run(null, null, null, arguments.toArray(new String[0])))
                .isZero();
        return new ClassFileImporter().importPath(out);
    }
}
