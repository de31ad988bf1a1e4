package io.slipway.trace;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** {@code slipway.log.format}: {@code text}, the default, or {@code json}, a line of the Elastic Common Schema for each event. */
public final class LogFormat implements EnvironmentPostProcessor, Ordered {
    private static final String SETTING = "slipway.log.format";
    private static final String CONSOLE = "logging.structured.format.console";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String format = environment.getProperty(SETTING, "text");
        switch (format) {
            case "text" -> {}
            case "json" ->
                environment.getPropertySources().addLast(new MapPropertySource("slipway-log", Map.of(CONSOLE, "ecs")));
            default -> throw new IllegalArgumentException(SETTING + ": text or json, not " + format);
        }
    }

    /** The setting may be in a file. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }
}
