package io.slipway.opsmanager.release;

import io.slipway.contract.OrderHeader;
import java.io.IOException;
import java.time.Instant;

/** Makes another tree the live one, for one order. */
interface TreeSwitch extends AutoCloseable {
    /**
     * What was done.
     *
     * @param at when the link was renamed
     * @param remark for the result, empty for none
     */
    record Done(Instant at, String remark) {}

    /**
     * Before anything is sent: raises the fence.
     *
     * @throws io.slipway.worker.OrderEndedException STALE_FENCE where a newer order was there
     */
    void enter(TreeView view, OrderHeader header) throws IOException, InterruptedException;

    /**
     * Under the fence, one rename.
     *
     * @param tree directory of the tree, whole
     * @param adopt whether a directory, or a link of somebody else, may be replaced
     * @throws io.slipway.worker.OrderEndedException STALE_FENCE, NOT_ADOPTED, or what went wrong; unknown where it may be done
     */
    Done make(TreeView view, String tree, OrderHeader header, boolean adopt) throws IOException, InterruptedException;

    @Override
    void close();
}
