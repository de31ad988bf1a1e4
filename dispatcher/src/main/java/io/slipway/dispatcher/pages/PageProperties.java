package io.slipway.dispatcher.pages;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the dashboard lies.
 *
 * @param location of {@code index.html} and what it loads, default {@code classpath:/META-INF/resources/}, where its jar has them
 */
@ConfigurationProperties("slipway.pages")
record PageProperties(
        @DefaultValue("classpath:/META-INF/resources/") String location) {}
