package io.slipway.dispatcher.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LanguageTest {
    @Test
    void chineseIsSpokenWhereNothingIsAskedFor() {
        assertThat(Language.of(new MockHttpServletRequest())).isEqualTo(Language.ZH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh-CN,zh;q=0.9 | ZH",
                "en-US,en;q=0.9,zh;q=0.8 | EN",
                "zh;q=0.2,en;q=0.1 | ZH",
                "fr,zh;q=0.5 | ZH",
                "* | ZH",
                "fr | EN",
                "@@@ | EN"
            })
    void headerDecides(String header, Language language) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Accept-Language", header);

        assertThat(Language.of(request)).isEqualTo(language);
    }
}
