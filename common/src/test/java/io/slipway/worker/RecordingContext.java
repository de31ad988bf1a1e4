package io.slipway.worker;

import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.DispatcherReply.Decision;
import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.Progress;
import io.slipway.job.FailureCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Remembers what a handler told the runtime, and answers from what the test put in. */
public final class RecordingContext implements OrderContext {
    private final Cancellation cancellation = new Cancellation();
    private final Map<String, Manifest> manifests = new HashMap<>();
    private final List<Progress> progress = Collections.synchronizedList(new ArrayList<>());
    private final List<List<ManifestFile>> pages = Collections.synchronizedList(new ArrayList<>());
    private final List<CommandKey> started = Collections.synchronizedList(new ArrayList<>());
    private final Map<CommandKey, CommandResult> done = Collections.synchronizedMap(new HashMap<>());
    private final Map<CommandKey, CommandDecision> decisions = new HashMap<>();
    private Consumer<Progress> onProgress = shown -> {};

    /** Runs {@code action} inside every call of {@link #progress}, on the thread that reports. */
    public RecordingContext onProgress(Consumer<Progress> action) {
        onProgress = action;
        return this;
    }

    /** Makes a manifest known under a digest. */
    public RecordingContext with(String digest, Manifest manifest) {
        manifests.put(digest, manifest);
        return this;
    }

    /** Answers the question for leave to run a command; without it every command is granted. */
    public RecordingContext with(CommandKey command, CommandDecision decision) {
        decisions.put(command, decision);
        return this;
    }

    @Override
    public void progress(Progress shown) {
        progress.add(shown);
        onProgress.accept(shown);
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public Manifest manifest(String digest) {
        Manifest manifest = manifests.get(digest);
        if (manifest == null) {
            throw OrderEndedException.failed(FailureCode.INTERNAL_ERROR, "no manifest " + digest);
        }
        return manifest;
    }

    @Override
    public void filesListed(int page, List<ManifestFile> files) {
        if (page != pages.size()) {
            throw new IllegalStateException("page " + page + " after " + pages.size() + " pages");
        }
        pages.add(List.copyOf(files));
    }

    @Override
    public CommandDecision startCommand(CommandKey command) {
        started.add(command);
        return decisions.getOrDefault(command, new CommandDecision(Decision.GRANTED, null));
    }

    @Override
    public void commandDone(CommandKey command, CommandResult result) {
        done.put(command, result);
    }

    /** Everything shown so far, in order. */
    public List<Progress> progress() {
        return List.copyOf(progress);
    }

    /** The pages of the file list, in order. */
    public List<List<ManifestFile>> pages() {
        return List.copyOf(pages);
    }

    /** All files of all pages. */
    public List<ManifestFile> files() {
        return pages().stream().flatMap(List::stream).toList();
    }

    /** Commands the handler asked leave for, in order. */
    public List<CommandKey> startedCommands() {
        return List.copyOf(started);
    }

    /** Results the handler told. */
    public Map<CommandKey, CommandResult> doneCommands() {
        return Map.copyOf(done);
    }
}
