package io.slipway.dispatcher.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LogColoursTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("\u001B[31m错误\u001B[0m", "错误"),
                Arguments.of("\u001B[38;5;196;1mred\u001B[m", "red"),
                Arguments.of("\u001B]0;a title\u0007text", "text"),
                Arguments.of("\u001B]52;c;ZXZpbA==\u001B\\text", "text"),
                Arguments.of("\u001B[2J\u001B[Hcleared", "cleared"),
                Arguments.of("a\tb\n", "a\tb\n"),
                Arguments.of("one\r\ntwo\rthree", "one\ntwo\nthree"),
                Arguments.of("bell\u0007 back\b null\u0000 c1\u009B", "bell back null c1"),
                Arguments.of("<b>html</b> & \"quotes\"", "<b>html</b> & \"quotes\""),
                Arguments.of("\u001B", ""),
                Arguments.of("", ""));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void whatATerminalWouldObeyIsLeftOut(String text, String plain) {
        assertThat(LogColours.of(text, false)).isEqualTo(plain);
        assertThat(LogColours.of(text, true)).isEqualTo(text);
    }
}
