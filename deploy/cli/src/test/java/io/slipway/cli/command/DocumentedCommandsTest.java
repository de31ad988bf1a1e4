package io.slipway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CliCall;
import io.slipway.cli.CliCall.Result;
import io.slipway.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents tell people to type is what the program takes. */
class DocumentedCommandsTest {
    private static final Path DOCS = Path.of("../../docs");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    /** What a shell takes for itself. */
    private static final Pattern END = Pattern.compile("\\s(#|\\||>|;|&&|2>).*");

    @ParameterizedTest
    @ValueSource(strings = {"cli.md", "guide.zh-CN.md"})
    void everyCommandLineIsUnderstood(String document) throws IOException {
        List<String> lines = commandLines(DOCS.resolve(document));

        assertThat(lines).hasSizeGreaterThan(20);
        for (String line : lines) {
            List<String> words = words(line);
            words.set(0, "--help"); // whatever follows is read, but nothing is done

            Result result = CliCall.bare().run(words.toArray(String[]::new));

            assertThat(result.exit()).as(line + "\n" + result.err()).isEqualTo(ExitCode.OK);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"release plan", "release rollback", "service restart", "hot-update", "converge", "drift"})
    void everyOptionIsInTheDocument(String command) throws IOException {
        String text = Files.readString(DOCS.resolve("cli.md"));
        String help = CliCall.bare().run((command + " --help").split(" ")).out();

        Matcher option = Pattern.compile("(?m)^\\s+(?:-\\w, )?(--[a-z-]+)").matcher(help);
        List<String> missing = new ArrayList<>();
        while (option.find()) {
            if (!text.contains(option.group(1))) {
                missing.add(option.group(1));
            }
        }
        assertThat(missing).isEmpty();
    }

    private static List<String> commandLines(Path document) throws IOException {
        List<String> found = new ArrayList<>();
        boolean shell = false;
        for (String line :
                Files.readString(document).replaceAll("\\\\\n\\s*", "").lines().toList()) {
            if (line.startsWith("```")) {
                shell = line.equals("```sh");
            } else if (shell && line.startsWith("slipway ")) {
                found.add(END.matcher(line).replaceFirst(""));
            }
        }
        return found;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            Stream.of(matcher.group(1), matcher.group(2), matcher.group(3))
                    .filter(group -> group != null)
                    .forEach(words::add);
        }
        return words;
    }
}
