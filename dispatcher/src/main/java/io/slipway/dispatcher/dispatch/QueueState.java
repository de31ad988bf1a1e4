package io.slipway.dispatcher.dispatch;

/**
 * A queue as the broker sees it.
 *
 * @param exists false where the broker has no such queue; the rest is 0 then
 * @param waiting messages that no consumer holds
 * @param consumers how many take from it
 */
public record QueueState(boolean exists, long waiting, int consumers) {
    static final QueueState MISSING = new QueueState(false, 0, 0);

    /** No message is there and nobody could be holding one. */
    boolean deserted() {
        return waiting == 0 && consumers == 0;
    }
}
