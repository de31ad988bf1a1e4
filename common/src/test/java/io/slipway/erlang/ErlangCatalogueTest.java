package io.slipway.erlang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErlangCatalogueTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code:load_file(atom)",
                "m:f()",
                "'My Mod':f(any, list(list(integer)), string, binary, boolean, number)"
            })
    void ruleTextIsReadAndPrintedAlike(String text) {
        assertThat(ErlangCallRule.parse(text, true).text()).isEqualTo(text);
        assertThat(ErlangCallRule.parse(ErlangCallRule.parse(text, true).text(), true))
                .isEqualTo(ErlangCallRule.parse(text, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "code",
                "code:load_file",
                "code:load_file(",
                "m:f(x)",
                "m:f(atom,)",
                "m:f(list)",
                "m:f() x",
                "m:f(list(atom)",
                "M:f()",
                "*:*()",
                "m:f(atom, any, ...)"
            })
    void brokenRuleTextIsRefused(String text) {
        assertThatThrownBy(() -> ErlangCallRule.parse(text, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "m:f(atom)          | m:f(a)          | true",
                "m:f(atom)          | m:f(\"a\")      | false",
                "m:f(atom)          | m:f('../../x')  | false",
                "m:f(atom)          | m:f(a, b)       | false",
                "m:f(atom)          | m:f()           | false",
                "m:f(atom)          | m:g(a)          | false",
                "m:f(integer)       | m:f(1)          | true",
                "m:f(integer)       | m:f(1.0)        | false",
                "m:f(number)        | m:f(1.0)        | true",
                "m:f(string)        | m:f(\"热更\")   | true",
                "m:f(string)        | m:f(\"\")       | true",
                "m:f(string)        | m:f([a])        | false",
                "m:f(string)        | m:f([-1])       | false",
                "m:f(binary)        | m:f(<<\"a\">>)  | true",
                "m:f(binary)        | m:f(\"a\")      | false",
                "m:f(boolean)       | m:f(true)       | true",
                "m:f(boolean)       | m:f(maybe_true) | false",
                "m:f(list(integer)) | m:f([1,2])      | true",
                "m:f(list(integer)) | m:f([1,a])      | false",
                "m:f(any)           | m:f(#{a => {}}) | true",
            })
    void ruleChecksNameCountAndTypes(String rule, String call, boolean allowed) throws Exception {
        ErlangCatalogue catalogue = new ErlangCatalogue(List.of(ErlangCallRule.parse(rule, true)));
        assertThat(catalogue.ruleFor(ErlangCallParser.parse(call)).isPresent()).isEqualTo(allowed);
    }

    @Test
    void theCarefulRuleWinsWhereTwoMatch() throws Exception {
        ErlangCatalogue catalogue = new ErlangCatalogue(
                List.of(ErlangCallRule.parse("m:f(any)", true), ErlangCallRule.parse("m:f(atom)", false)));
        assertThat(catalogue
                        .ruleFor(ErlangCallParser.parse("m:f(a)"))
                        .orElseThrow()
                        .idempotent())
                .isFalse();
        assertThat(catalogue
                        .ruleFor(ErlangCallParser.parse("m:f(1)"))
                        .orElseThrow()
                        .idempotent())
                .isTrue();
    }
}
