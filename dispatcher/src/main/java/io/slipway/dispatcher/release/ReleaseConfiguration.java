package io.slipway.dispatcher.release;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Settings of releases. */
@Configuration
@EnableConfigurationProperties(ReleaseProperties.class)
class ReleaseConfiguration {}
