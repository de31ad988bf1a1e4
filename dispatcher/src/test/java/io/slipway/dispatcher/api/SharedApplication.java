package io.slipway.dispatcher.api;

import io.slipway.dispatcher.DispatcherApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The real application on a free port, a store in memory and no broker; started once for all tests of the HTTP side. */
@SpringBootTest(
        classes = DispatcherApplication.class,
        properties = "spring.config.name=slipway-dispatcher",
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class SharedApplication {
    static final Path TOKEN_FILE = newDirectory().resolve("first-token");
    static final Path PASSWORD_FILE = TOKEN_FILE.resolveSibling("first-password");
    /** Opens the figures and nothing else. */
    static final String METRICS_TOKEN = "of-the-tests-0123456789abcdef0123";
    /** Where version sources of these tests may read. */
    static final Path BUILDS = newDirectory().toAbsolutePath().normalize();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        properties.add("slipway.mongo.uri", () -> MemoryStore.URI);
        properties.add("slipway.mongo.database", () -> MemoryStore.DATABASE);
        properties.add("slipway.access.first-token-file", TOKEN_FILE::toString);
        properties.add("slipway.access.first-password-file", PASSWORD_FILE::toString);
        Path metrics = SecretFiles.write(BUILDS, METRICS_TOKEN);
        properties.add("slipway.metrics.token-file", metrics::toString);
        properties.add("slipway.report.listen", () -> "false"); // no broker here
        properties.add("spring.rabbitmq.port", () -> "1"); // and none that happens to run is touched
        properties.add("logging.level.de.bwaldvogel", () -> "warn");
        properties.add("logging.level.io.slipway.dispatcher.dispatch", () -> "error");
        properties.add("logging.level.org.springframework.amqp", () -> "warn");
        properties.add("slipway.versions.roots", BUILDS::toString);
        properties.add("slipway.versions.secrets", BUILDS::toString);
        properties.add("slipway.versions.period", () -> "100ms");
        properties.add("slipway.pages.location", () -> "classpath:/none/"); // the API alone; PageTest has the pages
        properties.add("slipway.http.body-timeout", () -> "1s");
        properties.add("server.tomcat.connection-timeout", () -> "2s");
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "http-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
