package io.slipway.filepush;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.worker.OrderHandler;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class FilePushPropertiesTest {
    private final ApplicationContextRunner worker = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(FilePushConfiguration.class)
            .withPropertyValues("slipway.file-push.backup-root=/b");

    @Test
    void onlyTheRootIsNeeded() {
        worker.run(context -> assertThat(context.getBean(FilePushProperties.class))
                .isEqualTo(new FilePushProperties(
                        Path.of("/b"),
                        false,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(30),
                        3,
                        Duration.ofSeconds(1),
                        0,
                        2)));
        worker.run(context -> assertThat(context.getBean(OrderHandler.class)).isInstanceOf(PushFilesHandler.class));
    }

    @Test
    void relayTakesTheOrdersOfARelayAndNoOthers() {
        worker.withPropertyValues("slipway.file-push.relay=true")
                .run(context -> assertThat(context.getBean(OrderHandler.class)).isInstanceOf(RelayFilesHandler.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup=/x",
                "relay=perhaps",
                "tries=0",
                "silence-limit=0s",
                "connect-limit=200ms",
                "bandwidth-kib=-1"
            })
    void wrongSettingStopsTheStart(String setting) {
        worker.withPropertyValues("slipway.file-push." + setting)
                .run(context -> assertThat(context).hasFailed());
    }
}
