package io.slipway.dispatcher.plan;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Tells who watches that a job or some of its targets changed; the facts themselves are read from the store. */
@Component
public class JobChanges {
    private final List<Consumer<Change>> watchers = new CopyOnWriteArrayList<>();

    /** @param targets ids of changed targets; empty where only the job changed */
    public record Change(String jobId, List<String> targets) {}

    /** Watchers must return at once. Close the handle to stop watching. */
    public AutoCloseable watch(Consumer<Change> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    public void changed(String jobId, List<String> targets) {
        Change change = new Change(jobId, targets);
        watchers.forEach(watcher -> watcher.accept(change));
    }
}
