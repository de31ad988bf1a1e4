package io.slipway.dispatcher.production;

import io.slipway.production.ProductionRule;
import io.slipway.production.Refusal;
import java.util.List;
import org.springframework.core.env.Environment;

/** What a worker says counts only where the broker vouches for who says it. */
public final class SenderRule implements ProductionRule {
    private static final String CHECK = "slipway.senders.check";

    @Override
    public List<Refusal> refusals(Environment settings) {
        if (settings.getProperty(CHECK, Boolean.class, false)) {
            return List.of();
        }
        return List.of(new Refusal(
                CHECK,
                "is not true: any worker could report for every other",
                "不为 true：任何工作进程都能替别人上报",
                "true, and slipway.senders.workers with each worker's user and queues"));
    }
}
