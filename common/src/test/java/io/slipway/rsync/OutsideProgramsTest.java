package io.slipway.rsync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.slipway.worker.shell.ProcessShellRunner;
import org.junit.jupiter.api.Test;

class OutsideProgramsTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.slipway");

    @Test
    void onlyTheCommandClassKnowsRsync4j() {
        noClasses()
                .that()
                .areNotAssignableTo(RsyncCommand.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.fracpete..")
                .because("it is GPL-3.0 and builds command lines; its own runner leaks and cannot cancel")
                .check(MAIN);
    }

    @Test
    void onlyTheRunnerStartsProcesses() {
        noClasses()
                .that()
                .areNotAssignableTo(ProcessShellRunner.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String.class)
                .because("limit, cancel, clean environment and the end of all descendants are decided in one place")
                .check(MAIN);
    }
}
