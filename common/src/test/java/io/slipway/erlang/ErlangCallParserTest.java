package io.slipway.erlang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErlangCallParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "code:load_file(player).          | code:load_file(player)",
                "code:load_file(player)           | code:load_file(player)",
                "  m : f ( 1 , -2 )  .            | m:f(1,-2)",
                "m:f(16#fF, -2#101, 36#z)         | m:f(255,-5,35)",
                "m:f(1.5, -0.25, 2.0e3, 1.0E-2)   | m:f(1.5,-0.25,2000.0,0.01)",
                "m:f(99999999999999999999999)     | m:f(99999999999999999999999)",
                "m:f('Hello World', 'it\\'s', '') | m:f('Hello World','it\\'s','')",
                "'and':'if'('end')                | 'and':'if'('end')",
                "m:f(\"a\\n\\t\\\"\\\\\")         | m:f(\"a\\n\\t\\\"\\\\\")",
                "m:f(\"\\x41\\x{70ED}\\101\\s\")  | m:f(\"A热A \")",
                "m:f(\"热更新 😀\")                | m:f(\"热更新 😀\")",
                "m:f(<<\"ab\">>, <<>>)            | m:f(<<\"ab\">>,<<>>)",
                "m:f(<<\"热\"/utf8>>)             | m:f(<<\"热\"/utf8>>)",
                "m:f([], [1,[a]], \"\", {}, {a,1})| m:f([],[1,[a]],[],{},{a,1})",
                "m:f(#{}, #{a => 1, \"k\"=>[b]})  | m:f(#{},#{a => 1,\"k\" => [b]})",
                "m:f(true, false, undefined, a@b) | m:f(true,false,undefined,a@b)",
            })
    void literalCallIsReadAndPrintsAgain(String text, String printed) throws Exception {
        ErlangCall call = ErlangCallParser.parse(text);
        assertThat(call).hasToString(printed);
        assertThat(ErlangCallParser.parse(printed)).isEqualTo(call);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "halt(). ",
                "m:f",
                "m:f(",
                "m:f(1",
                "m:f(1,)",
                "m:f(,1)",
                "a:b(X)",
                "a:b(_)",
                "a:b(_x)",
                "X:b()",
                "a:B()",
                "a:b(c:d())",
                "a:b(c())",
                "a:b(), c:d().",
                "a:b(). c:d().",
                "a:b()..",
                "a:b();",
                "a:b() -> ok",
                "a:b(1+2)",
                "a:b(1 + 2)",
                "a:b(- 1)",
                "a:b(+1)",
                "a:b(not true)",
                "a:b(\"a\" ++ \"b\")",
                "a:b(\"a\" \"b\")",
                "a:b(fun() -> 1 end)",
                "a:b(fun c:d/1)",
                "a:b(begin 1 end)",
                "a:b([1|2])",
                "a:b([X || X <- [1]])",
                "a:b(#rec{x=1})",
                "a:b(#{a := 1})",
                "a:b(#{a => 1, a => 2})",
                "a:b(<<1:8>>)",
                "a:b(<<\"a\":16>>)",
                "a:b(<<\"a\"/integer>>)",
                "a:b(<<\"热\">>)",
                "a:b($a)",
                "a:b(?MODULE)",
                "a:b(1_000)",
                "a:b(1#0)",
                "a:b(37#0)",
                "a:b(16#)",
                "a:b(2#2)",
                "a:b(1.)",
                "a:b(1.0e)",
                "a:b(1.0e999)",
                "a:b(1a)",
                "a:b(\"open)",
                "a:b('open)",
                "a:b(\"\\q\")",
                "a:b(\"\\xZZ\")",
                "a:b(\"\\x{110000}\")",
                "a:b(\"\\x{D800}\")",
                "a:b() % comment",
                "a:b(% comment\n1)",
                "a:b(\"x\u0000y\")",
                "a:b(\"x\ny\")",
                "a:b(\"x\u001by\")",
                "a:b(\"x\u202Ey\")",
                "a:b(\u00a01)",
                "a:b(热)",
                "'':b()",
            })
    void whatIsNoLiteralCallIsRefused(String text) {
        assertThatThrownBy(() -> ErlangCallParser.parse(text))
                .isInstanceOf(InvalidErlangCallException.class)
                .hasMessageContaining("at character");
    }

    @Test
    void positionPointsAtTheProblem() {
        var problem =
                catchThrowableOfType(InvalidErlangCallException.class, () -> ErlangCallParser.parse("a:b(1, Var)"));
        assertThat(problem.position()).isEqualTo(7);
        assertThat(problem).hasMessage("variables are not allowed (at character 8)");
    }

    @Test
    void longTextIsRefused() {
        String text = "a:b(\"" + "x".repeat(65_000) + "\").";
        assertThatThrownBy(() -> ErlangCallParser.parse(text)).hasMessageContaining("at most 4096 characters");
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        assertThat(ErlangCallParser.parse("a:b(" + "[".repeat(16) + "]".repeat(16) + ")"))
                .isNotNull();
        String deep = "a:b(" + "[".repeat(17) + "1" + "]".repeat(17) + ")";
        assertThatThrownBy(() -> ErlangCallParser.parse(deep)).hasMessageContaining("deeper than 16");
    }

    @Test
    void tooManyArgumentsOrTooLongAnAtomAreRefused() {
        String many = "a:b(" + "1,".repeat(255) + "1)";
        assertThatThrownBy(() -> ErlangCallParser.parse(many)).hasMessageContaining("at most 255 arguments");
        String atom = "a:b(" + "x".repeat(256) + ")";
        assertThatThrownBy(() -> ErlangCallParser.parse(atom)).hasMessageContaining("at most 255 characters");
    }

    @Test
    void hostileCallParsesButAnEmptyCatalogueDeniesIt() throws Exception {
        ErlangCall call = ErlangCallParser.parse("os:cmd(\"rm -rf /\").");
        assertThat(call.args()).containsExactly(ErlangTerm.text("rm -rf /"));
        assertThat(new ErlangCatalogue(List.of()).ruleFor(call)).isEmpty();
    }
}
