package io.slipway.opsmanager;

import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.DispatcherReply.Decision;
import io.slipway.contract.Manifest;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.Progress;
import io.slipway.worker.Cancellation;
import io.slipway.worker.OrderContext;
import io.slipway.worker.RecordingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides about commands as the dispatcher does, and remembers across orders. */
final class DispatcherTable {
    private final Map<CommandKey, Entry> entries = new HashMap<>();
    private final List<CommandKey> granted = new ArrayList<>();
    private int currentAttempt;

    private record Entry(int round, @Nullable CommandResult result) {}

    /** The attempt whose questions are answered; every other one is stale. 0 (the start) lets all pass. */
    void currentAttempt(int attempt) {
        currentAttempt = attempt;
    }

    void startedBefore(CommandKey key) {
        entries.put(key, new Entry(1, null));
    }

    List<CommandKey> granted() {
        return granted;
    }

    @Nullable
    CommandResult resultOf(CommandKey key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.result();
    }

    /** The context of one order. */
    OrderContext contextFor(OrderHeader header, RecordingContext recording) {
        return new Context(header, recording);
    }

    private CommandDecision start(OrderHeader header, CommandKey key) {
        if (currentAttempt != 0 && header.attempt() != currentAttempt) {
            return new CommandDecision(Decision.STALE, null);
        }
        Entry found = entries.get(key);
        if (found == null
                || (found.round() < header.round()
                        && (found.result() == null || !found.result().ok()))) {
            entries.put(key, new Entry(header.round(), null));
            granted.add(key);
            return new CommandDecision(Decision.GRANTED, null);
        }
        return found.result() == null
                ? new CommandDecision(Decision.STARTED_BEFORE, null)
                : new CommandDecision(Decision.ALREADY_DONE, found.result());
    }

    private final class Context implements OrderContext {
        private final OrderHeader header;
        private final RecordingContext recording;

        Context(OrderHeader header, RecordingContext recording) {
            this.header = header;
            this.recording = recording;
        }

        @Override
        public void progress(Progress progress) {
            recording.progress(progress);
        }

        @Override
        public Cancellation cancellation() {
            return recording.cancellation();
        }

        @Override
        public Manifest manifest(String digest) {
            return recording.manifest(digest);
        }

        @Override
        public void filesListed(int page, List<Manifest.ManifestFile> files) {
            throw new IllegalStateException("an apply lists no files");
        }

        @Override
        public CommandDecision startCommand(CommandKey command) {
            recording.startCommand(command);
            return start(header, command);
        }

        @Override
        public void commandDone(CommandKey command, CommandResult result) {
            recording.commandDone(command, result);
            entries.computeIfPresent(
                    command, (key, entry) -> entry.result() == null ? new Entry(entry.round(), result) : entry);
        }
    }
}
