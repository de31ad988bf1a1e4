package io.slipway.production;

import java.util.List;
import org.springframework.core.env.Environment;

/** Looks at the settings of a process that is about to start as production. */
@FunctionalInterface
public interface ProductionRule {
    /** @return what has to change before it may start, empty where nothing */
    List<Refusal> refusals(Environment settings);
}
