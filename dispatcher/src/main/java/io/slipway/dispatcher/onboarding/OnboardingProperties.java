package io.slipway.dispatcher.onboarding;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param refresh how often queue mappings are read again, so that another dispatcher's change is seen; default 3 s */
@ConfigurationProperties("slipway.onboarding")
public record OnboardingProperties(@DefaultValue("3s") Duration refresh) {}
