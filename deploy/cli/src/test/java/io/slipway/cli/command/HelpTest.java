package io.slipway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CliCall;
import io.slipway.cli.CliCall.Result;
import io.slipway.cli.console.Columns;
import io.slipway.cli.exit.ExitCode;
import io.slipway.peers.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern UNDESCRIBED = Pattern.compile("(?m)^ {2,6}(-\\S+(, -\\S+)?|[A-Z]+) *$(?!\\R {20})");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pull",
                "hot-update",
                "job",
                "job watch",
                "job list",
                "job show",
                "job retry",
                "job cancel",
                "package",
                "package add",
                "package list",
                "package show",
                "package diff",
                "release",
                "release plan",
                "release show",
                "release run",
                "release rollback",
                "release status",
                "wave",
                "wave list",
                "wave pause",
                "wave resume",
                "wave skip",
                "installed",
                "installed list",
                "installed show",
                "desired",
                "desired list",
                "desired set",
                "drift",
                "converge",
                "reapply",
                "project",
                "project list",
                "project show",
                "project import",
                "project export",
                "project preflight",
                "server",
                "server import",
                "server list",
                "service",
                "service start",
                "service stop",
                "service restart",
                "queue",
                "queue list",
                "queue set",
                "version",
                "version list",
                "version diff",
                "version watch",
                "version sources",
                "doctor",
                "worker",
                "worker list",
                "callback",
                "callback list",
                "callback replay",
                "completion",
            })
    void everyCommandIsDescribedInBothLanguagesWithItsExitCodes(String command) {
        String[] arguments = (command + " --help").strip().split(" ");

        Result english = CliCall.bare().run(arguments);
        Result chinese = CliCall.bare().with("SLIPWAY_LANG", "zh").run(arguments);

        assertThat(english.exit()).isEqualTo(ExitCode.OK);
        assertThat(english.out())
                .startsWith("Usage: slipway")
                .contains("Exit codes:")
                .contains("  130  ");
        assertThat(english.out().replace("大陆", "").replace("越南", "")).doesNotContainPattern(CHINESE);
        assertThat(chinese.out()).startsWith("用法: slipway").contains("退出码:");
        for (Result result : List.of(english, chinese)) {
            assertThat(result.out()).doesNotContainPattern(UNDESCRIBED);
            assertThat(result.out().lines()).allMatch(line -> Columns.width(line) <= 80);
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void aTypingErrorGetsASuggestionInTheLanguageAskedFor() {
        Result result = CliCall.bare().with("SLIPWAY_LANG", "zh").run("job", "wacth", "u-1");

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("✗ 不认识: wacth").contains("slipway job --help");
    }

    @Test
    void theVersionNeedsNeitherTokenNorDispatcher() {
        Result result = CliCall.bare().with("HOME", "/nonexistent").run("--version");

        assertThat(result.exit()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).startsWith("slipway ");
    }

    @Test
    void theCompletionIsABashScriptThatKnowsEveryCommand(@TempDir Path directory) throws Exception {
        Result result = CliCall.bare().run("completion", "bash");
        Path script = Files.writeString(directory.resolve("completion"), result.out());
        String question = "source '" + script
                + "'; COMP_WORDS=(slipway job ''); COMP_CWORD=2; _complete_slipway; echo \"${COMPREPLY[*]}\"";

        ChildProcess.Finished answer = ChildProcess.start(directory.resolve("out"), List.of("bash", "-c", question))
                .awaitExit(Duration.ofSeconds(20));

        assertThat(answer.exit()).as(answer.output()).isZero();
        assertThat(Arrays.asList(answer.output().strip().split("\\s+")))
                .contains("watch", "list", "show", "retry", "cancel");
    }
}
