package io.slipway.worker;

import io.slipway.contract.CommandDone;
import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import io.slipway.contract.CommandStart;
import io.slipway.contract.DispatcherReply;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.FilesListed;
import io.slipway.contract.Manifest;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.Progress;
import io.slipway.contract.TargetProgressed;
import io.slipway.contract.WorkerRequest;
import io.slipway.job.FailureCode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The context of one order while it runs. */
final class ActiveOrder implements OrderContext {
    private static final Logger log = LoggerFactory.getLogger(ActiveOrder.class);
    private static final long PROGRESS_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final OrderHeader header;
    private final Cancellation cancellation;
    private final StartNotice notice;
    private final ReportPublisher reports;
    private final DispatcherLine dispatcher;
    private final ManifestCache manifests;
    private long lastProgressNanos = System.nanoTime();
    private volatile boolean commandBegun;

    ActiveOrder(
            OrderHeader header,
            Cancellation cancellation,
            StartNotice notice,
            ReportPublisher reports,
            DispatcherLine dispatcher,
            ManifestCache manifests) {
        this.header = header;
        this.cancellation = cancellation;
        this.notice = notice;
        this.reports = reports;
        this.dispatcher = dispatcher;
        this.manifests = manifests;
    }

    @Override
    public synchronized void progress(Progress progress) {
        long now = System.nanoTime();
        if (now - lastProgressNanos >= PROGRESS_EVERY_NANOS) {
            lastProgressNanos = now;
            notice.now();
            reports.send(new TargetProgressed(header.targetId(), header.attempt(), progress));
        }
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public Manifest manifest(String digest) throws InterruptedException {
        return manifests.get(digest);
    }

    @Override
    public void filesListed(int page, List<Manifest.ManifestFile> files) throws InterruptedException {
        reports.sendConfirmed(new FilesListed(header.targetId(), header.attempt(), page, files));
    }

    @Override
    public CommandDecision startCommand(CommandKey command) throws InterruptedException {
        String grant = UUID.randomUUID().toString();
        DispatcherReply reply = ask(new CommandStart(command, header.attempt(), header.round(), grant));
        if (reply instanceof CommandDecision decision) {
            commandBegun |= decision.decision() == DispatcherReply.Decision.GRANTED;
            return decision;
        }
        throw OrderEndedException.failed(FailureCode.INTERNAL_ERROR, "no leave to run a command: " + reply);
    }

    /** Whether this attempt had leave to run a command that must not run twice. */
    boolean commandBegun() {
        return commandBegun;
    }

    @Override
    public void commandDone(CommandKey command, CommandResult result) throws InterruptedException {
        try {
            ask(new CommandDone(command, header.attempt(), header.round(), result));
        } catch (OrderEndedException e) {
            // The result still travels with the target's report; only a crash before that makes it unknown.
            log.warn("{} command {} done, not noted by the dispatcher: {}", header.targetId(), command, e.getMessage());
        }
    }

    private DispatcherReply ask(WorkerRequest request) throws InterruptedException {
        try {
            return dispatcher.askPatiently(request);
        } catch (DispatcherLine.NoAnswerException e) {
            throw OrderEndedException.failed(
                    FailureCode.INTERNAL_ERROR, "the dispatcher does not answer: " + e.getMessage());
        }
    }
}
