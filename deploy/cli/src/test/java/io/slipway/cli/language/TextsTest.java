package io.slipway.cli.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {
    private static final Pattern USED =
            Pattern.compile("(?:text|texts\\.of|\\.say|token|failure)\\(\\s*\"([a-z0-9_.]+)\"");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @Test
    void bothLanguagesHaveTheSameKeysAndTheSamePlacesForValues() {
        Texts zh = Texts.in(Language.ZH);
        Texts en = Texts.in(Language.EN);

        assertThat(zh.bundle().keySet()).isEqualTo(en.bundle().keySet()).hasSizeGreaterThan(150);
        for (String key : zh.bundle().keySet()) {
            assertThat(places(zh.of(key))).as(key).isEqualTo(places(en.of(key)));
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyTextTheProgramAsksForIsThere(Language language) throws IOException {
        Texts texts = Texts.in(language);
        List<String> missing = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Matcher used = USED.matcher(Files.readString(source));
                while (used.find()) {
                    if (!used.group(1).endsWith(".") && !texts.bundle().containsKey(used.group(1))) {
                        missing.add(source.getFileName() + ": " + used.group(1));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void aWordOfANewerDispatcherIsShownAsItIs() {
        assertThat(Texts.in(Language.ZH).word("state", "HIBERNATING")).isEqualTo("HIBERNATING");
        assertThat(Texts.in(Language.ZH).word("state", "PARTIAL")).isEqualTo("部分成功");
    }

    @ParameterizedTest
    @CsvSource({
        "'',                      '',           '',          ZH",
        "'',                      '',           C.UTF-8,     ZH",
        "'',                      '',           POSIX,       ZH",
        "'',                      '',           zh_CN.UTF-8, ZH",
        "'',                      '',           en_US.UTF-8, EN",
        "'',                      '',           de_DE,       EN",
        "'',                      en,           zh_CN.UTF-8, EN",
        "job list --lang zh,      en,           en_US,       ZH",
        "job list --lang=en,      zh,           zh_CN,       EN",
        "--body -- --lang en,     zh,           '',          ZH",
    })
    void theLanguageIsWhatWasAskedForOrTheLocalesElseChinese(
            String arguments, String variable, String locale, Language expected) {
        Map<String, String> environment = Map.of("SLIPWAY_LANG", variable, "LANG", locale);

        assertThat(Language.of(List.of(arguments.split(" ")), environment)).isEqualTo(expected);
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            places.add(matcher.group());
        }
        return places;
    }
}
