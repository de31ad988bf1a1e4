package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.peers.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script that starts the program, with a java of our own that tells how it was started. */
class LauncherTest {
    @TempDir
    Path directory;

    private Path launcher;
    private int runs;

    @BeforeEach
    void install() throws IOException {
        Path home = Files.createDirectories(directory.resolve("opt/slip way"));
        launcher = Files.copy(Path.of("slipway"), home.resolve("slipway"));
        executable(launcher);
        Files.createDirectories(home.resolve("target"));
        Files.writeString(home.resolve("target/slipway-cli.jar"), "");
        Path java = Files.createDirectories(directory.resolve("jdk/bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\necho \"LC_ALL=${LC_ALL:-} SLIPWAY_LANG=${SLIPWAY_LANG:-}\"\nfor one; do echo \"<$one>\"; done\nexit 3\n");
        executable(java);
    }

    @Test
    void argumentsAndExitCodeGoThroughUnchanged() throws Exception {
        ChildProcess.Finished run = run(launcher, Map.of("LC_ALL", "zh_CN.UTF-8"), "job", "list", "a b", "大陆", "");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.output())
                .contains("<-jar>\n<" + directory.resolve("opt/slip way/target/slipway-cli.jar") + ">")
                .endsWith("<job>\n<list>\n<a b>\n<大陆>\n<>\n")
                .contains("<-Dslipway.terminals=>");
    }

    @Test
    void itIsFoundThroughSymlinks() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(directory.resolve("current"), Path.of("opt/slip way"));
        Path link = Files.createSymbolicLink(bin.resolve("slipway"), Path.of("../current/slipway"));
        Path again = Files.createSymbolicLink(bin.resolve("slip"), link);

        assertThat(run(again, Map.of()).output()).contains("/target/slipway-cli.jar>");
    }

    @ParameterizedTest
    @CsvSource({
        "zh_CN.UTF-8, '',    zh_CN.UTF-8, ''",
        "en_US.utf8,  '',    en_US.utf8,  ''",
        "C,           '',    C.UTF-8,     C",
        "en_US,       '',    C.UTF-8,     en_US",
        "zh_CN.GBK,   en,    C.UTF-8,     en",
    })
    void chineseArgumentsCanBeReadUnderEveryLocaleAndTheLanguageIsKept(
            String locale, String language, String effective, String kept) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("LC_ALL", locale));
        if (!language.isEmpty()) {
            environment.put("SLIPWAY_LANG", language);
        }

        assertThat(run(launcher, environment).output())
                .startsWith("LC_ALL=" + effective + " SLIPWAY_LANG=" + kept + "\n");
    }

    @Test
    void aMissingJarSaysHowToBuildIt() throws Exception {
        Files.delete(launcher.resolveSibling("target/slipway-cli.jar"));

        ChildProcess.Finished run = run(launcher, Map.of());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("mvnw");
    }

    private ChildProcess.Finished run(Path script, Map<String, String> environment, String... arguments)
            throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", directory.resolve("jdk").toString());
        List<String> argv = new ArrayList<>(List.of(script.toString()));
        argv.addAll(List.of(arguments));
        Path output = directory.resolve("out-" + ++runs);
        return ChildProcess.start(output, all, argv).awaitExit(Duration.ofSeconds(20));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
