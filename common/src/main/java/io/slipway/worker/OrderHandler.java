package io.slipway.worker;

import io.slipway.contract.WorkOrder;

/**
 * Does one kind of order. An order may come twice, late, or after an earlier run that finished although it looked lost, so
 * every effect must be safe to repeat.
 */
public interface OrderHandler<O extends WorkOrder> {
    Class<O> orderType();

    /**
     * @return how it ended
     * @throws OrderEndedException where a step deep inside decides the end
     * @throws InterruptedException where the worker shuts down; the order goes back to its queue
     */
    Outcome handle(O order, OrderContext context) throws InterruptedException;
}
