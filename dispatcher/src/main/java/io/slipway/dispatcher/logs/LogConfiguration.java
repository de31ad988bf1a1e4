package io.slipway.dispatcher.logs;

import io.slipway.dispatcher.board.BoardLookup;
import io.slipway.dispatcher.dispatch.WorkerLine;
import io.slipway.dispatcher.stream.OpenStreams;
import io.slipway.dispatcher.stream.StreamProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the logs. */
@Configuration
class LogConfiguration {
    @Bean
    LogQuestions logQuestions(WorkerLine line) {
        return new LogQuestions(line);
    }

    @Bean
    LogTails logTails(BoardLookup lookup, WorkerLine line, StreamProperties properties, OpenStreams openStreams) {
        return new LogTails(lookup, line, properties, openStreams);
    }
}
