package io.slipway.worker;

import io.slipway.contract.BoardBatch;
import io.slipway.contract.DispatcherReply;
import io.slipway.contract.WorkerAnswer;
import io.slipway.contract.WorkerRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The way of {@link SideWork} to the dispatchers. */
public interface SideLine {
    WorkerIdentity identity();

    /** The queues the worker takes orders from. */
    List<String> queues();

    /** Asks once; empty where no answer came in time. */
    Optional<DispatcherReply> ask(WorkerRequest request) throws InterruptedException;

    /**
     * Tells every dispatcher; may be lost. For one thread, which waits as long as the broker wants.
     *
     * @return false where it was not even sent
     */
    boolean tell(BoardBatch batch);

    /** Completes with true when the broker has the answer, with false where nobody waits for it any more. */
    CompletableFuture<Boolean> answer(String replyTo, WorkerAnswer answer);
}
