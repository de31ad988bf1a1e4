package io.slipway.worker;

import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.Manifest;
import io.slipway.contract.Progress;
import java.util.List;

/** What a handler may ask of the runtime while it works on one order. */
public interface OrderContext {
    /** Shows how far the work is; cheap to call often, sent at most twice a second. */
    void progress(Progress progress);

    /** Says whether the job was cancelled; long work asks it between steps. */
    Cancellation cancellation();

    /**
     * The manifest with this digest, from memory or from the dispatcher; its bytes are checked against the digest.
     *
     * @throws OrderEndedException where the dispatcher does not have it or does not answer in time
     */
    Manifest manifest(String digest) throws InterruptedException;

    /** Reports one page of a pull's file list and waits until the broker has confirmed it. */
    void filesListed(int page, List<Manifest.ManifestFile> files) throws InterruptedException;

    /**
     * Asks leave to run a command that must not run twice.
     *
     * @throws OrderEndedException where no answer came: nothing was run
     */
    CommandDecision startCommand(CommandKey command) throws InterruptedException;

    /** Tells how a granted command ended; returns once the dispatcher has stored it, or after its own limit without a word. */
    void commandDone(CommandKey command, CommandResult result) throws InterruptedException;
}
