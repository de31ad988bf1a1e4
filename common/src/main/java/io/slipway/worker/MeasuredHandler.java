package io.slipway.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.contract.WorkOrder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Does what another handler does and measures how long it took, by step and end. */
final class MeasuredHandler<O extends WorkOrder> implements OrderHandler<O> {
    private final OrderHandler<O> handler;
    private final MeterRegistry meters;

    MeasuredHandler(OrderHandler<O> handler, MeterRegistry meters) {
        this.handler = handler;
        this.meters = meters;
    }

    @Override
    public Class<O> orderType() {
        return handler.orderType();
    }

    @Override
    public Outcome handle(O order, OrderContext context) throws InterruptedException {
        long begin = System.nanoTime();
        String end = "none"; // handed back, or a fault of the worker
        try {
            Outcome outcome = handler.handle(order, context);
            end = wire(outcome.kind());
            return outcome;
        } catch (OrderEndedException e) {
            end = wire(e.outcome().kind());
            throw e;
        } finally {
            meters.timer(WorkerMeters.ORDER, "step", wire(order.step()), "outcome", end)
                    .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        }
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
