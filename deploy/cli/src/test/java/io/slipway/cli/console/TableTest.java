package io.slipway.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    private static final Table TABLE = new Table().fixed("PROJECT").free("NAME").fixed("STATE");

    static {
        TABLE.row("ssss", "三生三世十里桃花", "✓ 成功");
        TABLE.row("snqxz", "Sword 少年", "✗ failed");
        TABLE.row("x", "𠮷野家 ｆｕｌｌ", "−");
    }

    @Test
    void columnsStandUnderEachOtherAlsoWithWideCharacters() {
        assertThat(TABLE.lines(Paint.PLAIN, 80))
                .containsExactly(
                        "PROJECT  NAME              STATE",
                        "ssss     三生三世十里桃花  ✓ 成功",
                        "snqxz    Sword 少年        ✗ failed",
                        "x        𠮷野家 ｆｕｌｌ   −");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 12, 20, 27, 30, 33, 34, 35, 80})
    void aRowIsOneLineAndNeverWiderThanTheTerminal(int width) {
        List<String> lines = TABLE.lines(Paint.PLAIN, width);

        assertThat(lines).hasSize(4).allMatch(line -> Columns.width(line) <= width);
    }

    @Test
    void freeColumnsAreCutFirst() {
        assertThat(TABLE.lines(Paint.PLAIN, 27))
                .containsExactly(
                        "PROJECT  NAME      STATE",
                        "ssss     三生三⋯   ✓ 成功",
                        "snqxz    Sword ⋯   ✗ failed",
                        "x        𠮷野家 ⋯  −");
    }

    @Test
    void coloursDoNotMoveColumns() {
        Table table = new Table().fixed("A").free("B");
        table.row(new Span(Colour.RED, "失败"), Span.of("x"));

        assertThat(table.lines(Paint.COLOURED, 80)).last().isEqualTo("\u001b[31m失败  \u001b[0mx");
        assertThat(table.lines(Paint.PLAIN, 80)).last().isEqualTo("失败  x");
    }

    @Test
    void whatAHostSaysCannotMoveTheCursorOrBreakALine() {
        Table table = new Table().free("A").free("B");
        table.row("x\u001b[2J\r\ny\u009bz", "\u202Eabc\u2028");

        assertThat(String.join("", table.lines(Paint.PLAIN, 80)))
                .matches("[ -~]*")
                .contains("x [2J  y z", " abc");
    }

    @ParameterizedTest
    @CsvSource({"三生三世,8,三生三世", "三生三世,7,三生三⋯", "三生三世,6,三生⋯", "三生三世,1,⋯", "三生三世,0,''", "abc,2,a⋯"})
    void aCutTextIsAsWideAsThereIsRoomAtMost(String text, int cells, String expected) {
        assertThat(Columns.cut(text, cells)).isEqualTo(expected);
        assertThat(Columns.width(Columns.cut(text, cells))).isLessThanOrEqualTo(cells);
        assertThat(Columns.width(Columns.fit(text, cells))).isEqualTo(cells);
    }

    @ParameterizedTest
    @CsvSource({
        "auto,   true,  '', xterm, COLOURED",
        "auto,   true,  1,  xterm, PLAIN",
        "auto,   true,  '', dumb,  PLAIN",
        "auto,   false, '', xterm, PLAIN",
        "always, false, 1,  dumb,  COLOURED",
        "never,  true,  '', xterm, PLAIN",
    })
    void coloursAreForTerminalsUnlessUnwanted(
            Paint.Mode mode, boolean terminal, String noColor, String term, Paint expected) {
        assertThat(Paint.of(mode, terminal, Map.of("NO_COLOR", noColor, "TERM", term)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"24 100,100,24", "'',80,24", "0 0,80,24", "x,80,24"})
    void theSizeIsAsSttyPrintsIt(String text, int columns, int rows) {
        assertThat(Size.parse(text)).isEqualTo(new Size(columns, rows));
    }
}
