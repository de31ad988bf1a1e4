package io.slipway.production;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Reads {@code slipway.profile} once all settings are known and nothing is connected yet. {@code production} starts only where
 * no rule objects; everything is named at once, not one refusal per start.
 */
public final class ProductionGuard implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    /** The property that turns the rules on. */
    public static final String PROFILE = "slipway.profile";

    private static final String PRODUCTION = "production";
    private static final String OPEN = "open";

    private final List<ProductionRule> rules;

    public ProductionGuard(ProductionRule... rules) {
        this.rules = List.of(rules);
    }

    /** After the files and the environment have been read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        check(event.getEnvironment());
    }

    /** @throws NotForProductionException where a rule objects, or the profile has another name */
    void check(Environment settings) {
        String profile = settings.getProperty(PROFILE, OPEN);
        if (profile.equals(OPEN)) {
            return;
        }
        List<Refusal> refusals = new ArrayList<>();
        if (!profile.equals(PRODUCTION)) {
            refusals.add(new Refusal(
                    PROFILE,
                    "is neither production nor open",
                    "只能是 production 或 open",
                    "write production, or leave it out for a network of your own"));
        }
        rules.forEach(rule -> refusals.addAll(rule.refusals(settings)));
        if (!refusals.isEmpty()) {
            throw new NotForProductionException(refusals);
        }
    }
}
