package io.slipway.chaos;

import io.slipway.chaos.Requests.Wish;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What a person does with jobs that were asked for: cancels some that run, and retries what did not succeed of some that are over. */
final class Acts {
    private static final int CANCEL_PERCENT = 10;
    private static final int RETRY_PERCENT = 50;
    private static final int MOST_WAIT_MILLIS = 2500;

    private final Requests requests;
    private final Watcher watcher;

    Acts(Requests requests, Watcher watcher) {
        this.requests = requests;
        this.watcher = watcher;
    }

    /** One in ten is cancelled, at some time within its usual life. */
    void perhapsCancel(Wish wish, SplittableRandom random) throws InterruptedException {
        if (random.nextInt(100) < CANCEL_PERCENT) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_WAIT_MILLIS));
            requests.act(wish, "cancel", List.of());
        }
    }

    /**
     * Half of what ended in the area and did not wholly succeed gets another round, once, with the hosts on which nothing was done. A
     * command whose outcome is unknown would rightly run a second time, so hosts with one are left alone.
     */
    void perhapsRetry(String area, SplittableRandom random) throws InterruptedException {
        for (Watcher.End end : watcher.takeFailed(area)) {
            if (random.nextInt(100) < RETRY_PERCENT) {
                requests.act(end.wish(), "retry", end.undone());
                watcher.watch(end.wish());
            }
        }
    }
}
