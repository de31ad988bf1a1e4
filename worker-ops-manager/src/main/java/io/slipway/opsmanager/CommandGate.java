package io.slipway.opsmanager;

import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.OrderHeader;
import io.slipway.file.FileTrouble;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.erlang.CommandResult.Status;
import io.slipway.opsmanager.erlang.HostFence;
import io.slipway.opsmanager.erlang.NodeCommands;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the commands of one order. A command that is not idempotent passes three posts first: the dispatcher's leave, the
 * journal's STARTED on this disk, and afterwards DONE in both. What was started and has no DONE anywhere is never run
 * again (design decision 8).
 */
final class CommandGate {
    private static final Logger log = LoggerFactory.getLogger(CommandGate.class);

    private final OrderHeader header;
    private final HostFence fence;
    private final CheckedManifest manifest;
    private final CommandJournal journal;
    private final OrderContext context;

    /** @param root of the host */
    CommandGate(
            OrderHeader header, String root, CheckedManifest manifest, CommandJournal journal, OrderContext context) {
        this.header = header;
        this.fence = new HostFence(root, header.jobSeq(), header.attempt());
        this.manifest = manifest;
        this.journal = journal;
        this.context = context;
    }

    /** @throws OrderEndedException STALE_FENCE where the attempt is not the current one any more */
    CommandEnd run(String server, CheckedManifest.Command command, NodeCommands node) throws InterruptedException {
        if (command.idempotent()) {
            return onNode(command, node).map(CommandEnd::of).orElseGet(CommandGate::noAnswer);
        }
        CommandKey key = new CommandKey(header.targetId(), server, command.index());
        try {
            return once(key, command, node);
        } catch (IOException e) {
            throw FileTrouble.ending(e); // before the effect
        }
    }

    private CommandEnd once(CommandKey key, CheckedManifest.Command command, NodeCommands node)
            throws IOException, InterruptedException {
        CommandDecision decision = context.startCommand(key);
        return switch (decision.decision()) {
            case GRANTED -> {
                Optional<CommandJournal.Entry> before = journal.find(key, header.round());
                yield before.isPresent() ? recorded(key, before) : granted(key, command, node);
            }
            case ALREADY_DONE ->
                CommandEnd.of(Objects.requireNonNull(decision.result(), "ALREADY_DONE without a result"));
            case STARTED_BEFORE -> recorded(key, journal.find(key, header.round()));
            case STALE ->
                throw OrderEndedException.failed(
                        FailureCode.STALE_FENCE, "attempt " + header.attempt() + " is not the current one any more");
        };
    }

    private CommandEnd granted(CommandKey key, CheckedManifest.Command command, NodeCommands node)
            throws IOException, InterruptedException {
        try {
            journal.started(key, header.round());
        } catch (IOException e) {
            context.commandDone(key, new CommandResult(false, "not run: the journal cannot be written"));
            throw e;
        }
        Optional<CommandResult> result = onNode(command, node);
        if (result.isEmpty()) {
            return noAnswer();
        }
        try {
            journal.done(key, header.round(), result.get());
        } catch (IOException e) {
            log.error("{} is done, but that is not in the journal", key, e); // the dispatcher is still told
        }
        context.commandDone(key, result.get());
        return CommandEnd.of(result.get());
    }

    private CommandEnd recorded(CommandKey key, Optional<CommandJournal.Entry> before) throws InterruptedException {
        CommandResult result = before.map(CommandJournal.Entry::result).orElse(null);
        if (result == null) {
            return CommandEnd.unknown("started by an earlier attempt, its end is not known");
        }
        context.commandDone(key, result);
        return CommandEnd.of(result);
    }

    /** Empty where it may have run and may still run. */
    private Optional<CommandResult> onNode(CheckedManifest.Command command, NodeCommands node)
            throws InterruptedException {
        io.slipway.opsmanager.erlang.CommandResult result = node.run(command.call(), manifest.commandLimit(), fence);
        if (result.status() == Status.OUTCOME_UNKNOWN) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while a command ran");
            }
            return Optional.empty();
        }
        if (result.status() == Status.STALE) {
            throw OrderEndedException.failed(result.failure().orElseThrow());
        }
        if (result.ok()) {
            return Optional.of(new CommandResult(true, result.output()));
        }
        String output = result.output().isEmpty() ? "" : ": " + result.output();
        return Optional.of(new CommandResult(false, result.message() + output));
    }

    private static CommandEnd noAnswer() {
        return CommandEnd.unknown("the node gave no answer; it may have run");
    }
}
