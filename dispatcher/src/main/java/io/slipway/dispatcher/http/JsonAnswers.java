package io.slipway.dispatcher.http;

import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.yaml.JacksonYamlHttpMessageConverter;

/** A YAML library on the class path would make every route answer, and read, YAML: by rules that are not ours. */
@Configuration
class JsonAnswers {
    @Bean
    ServerHttpMessageConvertersCustomizer noYamlUnasked() {
        return builder -> builder.configureMessageConvertersList(
                converters -> converters.removeIf(JacksonYamlHttpMessageConverter.class::isInstance));
    }
}
