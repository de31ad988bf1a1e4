package io.slipway.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.mock.env.MockEnvironment;

/** Settings of a production system, and what the rules say when one of them is changed. */
public final class RefusedStarts {
    private final Map<String, String> good;
    private final List<ProductionRule> rules;

    public RefusedStarts(Map<String, String> good, ProductionRule... rules) {
        this.good = good;
        this.rules = List.of(rules);
    }

    /** One row of a table: with {@code key} set to {@code value}, {@code named} is refused. A value of null takes the key away. */
    public static Arguments row(String key, @Nullable String value, String named) {
        return Arguments.of(key, value, named);
    }

    /** Fails where the good settings are refused, or the changed ones are refused for anything but {@code named}. */
    public void check(String key, @Nullable String value, String named) {
        assertThat(refused(environment())).as("the good settings").isEmpty();
        MockEnvironment changed = new MockEnvironment();
        good.forEach((name, one) -> {
            if (!name.equals(key)) {
                changed.setProperty(name, one);
            }
        });
        if (value != null) {
            changed.setProperty(key, value);
        }
        ConfigurationPropertySources.attach(changed); // as an application does, so that keys may be written in any form
        assertThat(refused(changed)).extracting(Refusal::setting).containsOnly(named);
        assertThat(refused(changed)).allSatisfy(refusal -> {
            assertThat(refusal.problem()).isNotBlank();
            assertThat(refusal.problemZh()).isNotBlank();
            assertThat(refusal.remedy()).isNotBlank();
        });
    }

    private MockEnvironment environment() {
        MockEnvironment environment = new MockEnvironment();
        good.forEach(environment::setProperty);
        return environment;
    }

    private List<Refusal> refused(MockEnvironment environment) {
        return rules.stream()
                .flatMap(rule -> rule.refusals(environment).stream())
                .toList();
    }
}
