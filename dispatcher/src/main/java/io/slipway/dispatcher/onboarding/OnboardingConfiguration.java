package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.callback.CallbackEndpoints;
import io.slipway.dispatcher.callback.CallbackEndpoints.Endpoint;
import io.slipway.dispatcher.dispatch.QueueTopology;
import io.slipway.dispatcher.rescue.LostOrderRescue;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives what the onboarding knows to those who need it: queues to the broker, addresses to the callbacks. */
@Configuration
@EnableConfigurationProperties(OnboardingProperties.class)
class OnboardingConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(OnboardingConfiguration.class);

    @Bean
    CallbackEndpoints callbackEndpoints(ProjectStore projects) {
        return new CallbackEndpoints(code -> projects.find(code).flatMap(OnboardingConfiguration::endpoint));
    }

    @Bean
    LostOrderRescue.QueueOf queueOf(QueueMappings mappings) {
        return mappings::queueFor;
    }

    @Bean
    ApplicationRunner declareQueues(QueueMappings mappings, QueueTopology topology) {
        return arguments -> mappings.onChange(changed -> topology.apply(mappings.bindings()));
    }

    private static Optional<Endpoint> endpoint(Project project) {
        Project.CallbackTarget callback = project.callback();
        if (callback == null) {
            return Optional.empty();
        }
        URI url = URI.create(callback.url());
        String secretFile = callback.secretFile();
        if (secretFile == null) {
            return Optional.of(new Endpoint(url, ""));
        }
        try {
            return Optional.of(
                    new Endpoint(url, SecretFile.read(Path.of(secretFile)).reveal()));
        } catch (InsecureSecretException e) {
            LOG.error("callback secret of {}: {}", project.code(), e.getMessage());
            // No base64, so signing fails and says so at each try: nothing is ever sent with no signature or a wrong
            // one.
            return Optional.of(new Endpoint(url, "! the secret file cannot be read"));
        }
    }
}
