package io.slipway.amqp;

import com.rabbitmq.client.DefaultSaslConfig;
import org.springframework.boot.amqp.autoconfigure.ConnectionFactoryCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Imported by dispatcher and workers: the login of every connection, Spring's and our own. */
@Configuration
@EnableConfigurationProperties(BrokerProperties.class)
public class BrokerLoginConfiguration {
    @Bean
    ConnectionFactoryCustomizer brokerLogin(BrokerProperties properties) {
        return factory -> {
            if (properties.login() == BrokerProperties.Login.CERTIFICATE) {
                factory.setSaslConfig(DefaultSaslConfig.EXTERNAL);
            }
        };
    }
}
