package io.slipway.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class TraceTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @ParameterizedTest
    @ValueSource(strings = {"00-" + ID + "-" + SPAN + "-01", "cc-" + ID + "-" + SPAN + "-01-what-comes-later"})
    void aHeaderOfTheStandardIsGoneOnWith(String header) {
        Trace trace = Trace.parse(header).orElseThrow();

        assertThat(trace.traceId()).isEqualTo(ID);
        assertThat(trace.next().header())
                .startsWith("00-" + ID + "-")
                .endsWith("-01")
                .doesNotContain(SPAN);
        assertThat(Trace.parse(trace.next().header())).isPresent();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-" + ID + "-" + SPAN,
                "00-" + ID + "-" + SPAN + "-01-more",
                "ff-" + ID + "-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + ID + "-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
                "00-" + ID + "-" + SPAN + "-01\r\nx: y",
                "cc-" + ID + "-" + SPAN + "-01-\n",
                "'; drop table jobs"
            })
    void anythingElseIsNone(@Nullable String header) {
        assertThat(Trace.parse(header)).isEmpty();
    }

    @Test
    void freshOnesDiffer() {
        assertThat(Trace.fresh().traceId()).isNotEqualTo(Trace.fresh().traceId());
        assertThat(Trace.parse(Trace.fresh().header())).isPresent();
    }

    @Test
    void marksEndWithWhatTheyAreAboutAndNotBefore() {
        Trace outer = Trace.fresh();
        try (LogMarks marks = LogMarks.open().with(LogMarks.JOB, "one").with(outer)) {
            try (LogMarks inner = LogMarks.open().with(LogMarks.JOB, "two").with(outer.next())) {
                assertThat(MDC.get(LogMarks.JOB)).isEqualTo("two");
                assertThat(MDC.get(LogMarks.TRACE_ID)).isEqualTo(outer.traceId());
            }
            assertThat(MDC.get(LogMarks.JOB)).isEqualTo("one");
            assertThat(LogMarks.trace()).contains(outer);
            assertThat(MDC.get(LogMarks.SPAN_ID)).isEqualTo(outer.spanId());
        }
        assertThat(MDC.get(LogMarks.JOB)).isNull();
        assertThat(LogMarks.trace()).isEmpty();
    }

    @Test
    void theFormatIsTextOrJsonAndNothingElse() {
        MockEnvironment json = new MockEnvironment().withProperty("slipway.log.format", "json");
        MockEnvironment text = new MockEnvironment();
        MockEnvironment other = new MockEnvironment().withProperty("slipway.log.format", "xml");

        new LogFormat().postProcessEnvironment(json, new SpringApplication());
        new LogFormat().postProcessEnvironment(text, new SpringApplication());

        assertThat(json.getProperty("logging.structured.format.console")).isEqualTo("ecs");
        assertThat(text.getProperty("logging.structured.format.console")).isNull();
        assertThatThrownBy(() -> new LogFormat().postProcessEnvironment(other, new SpringApplication()))
                .hasMessageContaining("slipway.log.format: text or json, not xml");
    }
}
