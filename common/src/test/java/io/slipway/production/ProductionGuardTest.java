package io.slipway.production;

import static io.slipway.production.RefusedStarts.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

class ProductionGuardTest {
    private static final String PEM = "spring.ssl.bundle.pem.broker.";
    private static final Map<String, String> GOOD = Map.of(
            PEM + "keystore.certificate",
            "file:/tls/worker.pem",
            PEM + "keystore.private-key",
            "file:/tls/worker.key",
            PEM + "truststore.certificate",
            "file:/tls/ca.pem",
            "spring.rabbitmq.ssl.bundle",
            "broker",
            "slipway.broker.login",
            "certificate",
            "slipway.worker.user",
            "file-pull.rx1",
            "slipway.worker.declare",
            "false");

    static Stream<Arguments> rows() {
        return Stream.of(
                row("spring.rabbitmq.ssl.bundle", null, "spring.rabbitmq.ssl.bundle"),
                row("spring.rabbitmq.ssl.bundle", "", "spring.rabbitmq.ssl.bundle"),
                row("spring.rabbitmq.ssl.enabled", "false", "spring.rabbitmq.ssl.enabled"),
                row("spring.rabbitmq.ssl.verify-hostname", "false", "spring.rabbitmq.ssl.verify-hostname"),
                row("spring.rabbitmq.ssl.verifyHostname", "false", "spring.rabbitmq.ssl.verify-hostname"),
                row(
                        "spring.rabbitmq.ssl.validate-server-certificate",
                        "false",
                        "spring.rabbitmq.ssl.validate-server-certificate"),
                row("spring.rabbitmq.ssl.algorithm", "TLSv1.1", "spring.rabbitmq.ssl.algorithm"),
                row("spring.rabbitmq.addresses", "amqp://mq.example.net", "spring.rabbitmq.addresses"),
                row("spring.rabbitmq.addresses", "amqps://a:5671, AMQP://b:5672", "spring.rabbitmq.addresses"),
                row("spring.rabbitmq.addresses[0]", "amqp://mq.example.net", "spring.rabbitmq.addresses"),
                row(PEM + "keystore.certificate", null, PEM + "keystore.certificate"),
                row(PEM + "truststore.certificate", null, PEM + "truststore.certificate"),
                row(PEM + "options.enabled-protocols", "TLSv1.2,TLSv1.1", PEM + "options.enabled-protocols"),
                row(PEM + "options.enabled-protocols[0]", "SSLv3", PEM + "options.enabled-protocols"),
                row("slipway.broker.login", null, "slipway.broker.login"),
                row("slipway.broker.login", "password", "slipway.broker.login"),
                row("slipway.worker.user", null, "slipway.worker.user"),
                row("slipway.worker.user", " ", "slipway.worker.user"),
                row("slipway.worker.declare", null, "slipway.worker.declare"),
                row("slipway.worker.declare", "true", "slipway.worker.declare"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("rows")
    void aProductionStartIsRefusedAndNames(String key, @Nullable String value, String named) {
        new RefusedStarts(GOOD, new BrokerRule(), new WorkerRule()).check(key, value, named);
    }

    @Test
    void withoutTheProfileNothingIsAsked() {
        ProductionRule never = settings -> List.of(new Refusal("x", "x", "x", "x"));

        assertThatCode(() -> new ProductionGuard(never).check(new MockEnvironment()))
                .doesNotThrowAnyException();
        assertThatCode(() -> new ProductionGuard(never)
                        .check(new MockEnvironment().withProperty(ProductionGuard.PROFILE, "open")))
                .doesNotThrowAnyException();
    }

    /** A slip of the pen must not be a system in clear. */
    @Test
    void aProfileOfAnotherNameIsRefused() {
        MockEnvironment slip = new MockEnvironment().withProperty(ProductionGuard.PROFILE, "prodution");

        assertThatThrownBy(() -> new ProductionGuard().check(slip))
                .isInstanceOf(NotForProductionException.class)
                .hasMessageContaining(ProductionGuard.PROFILE);
    }

    @Test
    void aProcessThatIsStartedEndsBeforeItConnectsAndNamesEverySetting() {
        SpringApplication application = new SpringApplication(ProductionGuardTest.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.addListeners(new ProductionGuard(new BrokerRule(), new WorkerRule()));

        assertThatThrownBy(() -> application.run("--slipway.profile=production"))
                .isInstanceOf(NotForProductionException.class)
                .hasMessageContaining("spring.rabbitmq.ssl.bundle")
                .hasMessageContaining("slipway.broker.login")
                .hasMessageContaining("slipway.worker.user")
                .hasMessageContaining("slipway.worker.declare");
    }

    @Test
    void peopleAreToldInBothLanguagesWhatToDo() {
        NotForProductionException refused = new NotForProductionException(
                List.of(new Refusal("slipway.worker.user", "is not set", "未设置", "the common name")));

        FailureAnalysis told = Objects.requireNonNull(new NotForProductionAnalyzer().analyze(refused));

        assertThat(told.getDescription()).contains("slipway.worker.user", "未设置", "is not set");
        assertThat(told.getAction()).contains("slipway.worker.user: the common name", "docs/security.md");
    }
}
