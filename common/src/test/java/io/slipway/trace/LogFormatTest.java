package io.slipway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a process really prints: logging is set up once in a JVM, so it has one of its own. */
class LogFormatTest {
    private static final Trace TRACE = new Trace("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "01");

    @TempDir
    Path directory;

    /** A process that says one thing. */
    static final class Speaker {
        private static final Logger log = LoggerFactory.getLogger(Speaker.class);

        Speaker() {}

        public static void main(String[] arguments) {
            new SpringApplicationBuilder(Speaker.class)
                    .web(WebApplicationType.NONE)
                    .properties("spring.main.banner-mode=off")
                    .run(arguments)
                    .close();
            try (LogMarks marks = LogMarks.open()
                    .with(LogMarks.JOB, "u-1")
                    .with(LogMarks.TARGET, "u-1:apply:10.0.0.1")
                    .with(LogMarks.ATTEMPT, "2")
                    .with(TRACE)) {
                log.info("second try\nof \"it\"");
            }
        }
    }

    @Test
    void aLineOfJsonHasJobTargetAttemptAndTraceAsFields() throws Exception {
        String line = said("--slipway.log.format=json");

        JsonNode event = JsonMapper.builder().build().readTree(line);
        assertThat(event.path("message").asString()).isEqualTo("second try\nof \"it\"");
        assertThat(event.path("job").asString()).isEqualTo("u-1");
        assertThat(event.path("target").asString()).isEqualTo("u-1:apply:10.0.0.1");
        assertThat(event.path("attempt").asString()).isEqualTo("2");
        assertThat(event.at("/trace/id").asString() + event.path("trace.id").asString(""))
                .as(line)
                .isEqualTo(TRACE.traceId());
        assertThat(event.has("@timestamp")).isTrue();
    }

    @Test
    void textIsWhatItWas() throws Exception {
        assertThat(said()).contains("INFO").contains("second try").doesNotStartWith("{");
    }

    private String said(String... arguments) throws Exception {
        ChildProcess.Finished ended =
                ForkedJvm.start(directory, Speaker.class, arguments).awaitExit(Duration.ofSeconds(60));
        assertThat(ended.exit()).as(ended.output()).isZero();
        return ended.output()
                .lines()
                .filter(line -> line.contains("second try"))
                .findFirst()
                .orElseThrow();
    }
}
