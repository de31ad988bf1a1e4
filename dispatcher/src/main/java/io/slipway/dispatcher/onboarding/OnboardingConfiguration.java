package io.slipway.dispatcher.onboarding;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Settings of the onboarding. */
@Configuration
@EnableConfigurationProperties(OnboardingProperties.class)
class OnboardingConfiguration {}
