package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.ForkedJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is ended while it watches; Ctrl-C comes the same way. */
class LeaveTest {
    private static final String SNAPSHOT = """
            event:snapshot
            data:{"job":{"job_id":"u-1","kind":"HOT_UPDATE","state":"RUNNING","steps":[]},"targets":[]}

            """;

    @Test
    void whoeverLeavesIsToldHowToComeBackAndTheJobGoesOn(@TempDir Path directory) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Path token = Files.writeString(directory.resolve("token"), "slw_test");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        try (RecordedDispatcher dispatcher = new RecordedDispatcher()) {
            dispatcher.on("GET /api/v1/jobs/u-1/events", exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(SNAPSHOT.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                awaitEnd(over);
            });
            ChildProcess watching = ForkedJvm.start(
                    directory,
                    SlipwayApplication.class,
                    "--url",
                    dispatcher.url().toString(),
                    "--token-file",
                    token.toString(),
                    "--lang",
                    "en",
                    "job",
                    "watch",
                    "u-1");
            try {
                watching.awaitReady("the first line", Duration.ofSeconds(60), () -> watching.output()
                        .contains("running"));

                watching.signal(ChildProcess.Signal.TERM);

                assertThat(watching.awaitExit(Duration.ofSeconds(20)).output())
                        .endsWith("\nNo longer watching; the job goes on\n  Watch it again: slipway job watch u-1\n");
                assertThat(dispatcher.requests())
                        .allMatch(request -> request.method().equals("GET"));
            } finally {
                watching.close();
                over.countDown();
            }
        }
    }

    private static void awaitEnd(CountDownLatch over) throws IOException {
        try {
            assertThat(over.await(90, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
