package io.slipway.dispatcher.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Decides when a job is looked at: after accept, when targets ended, when a person acts, and now and then by the reconciler.
 * One job is always looked at by the same thread, so {@link JobFlow} runs for a job one at a time in this process; what
 * another dispatcher does meanwhile is caught by compare-and-set.
 */
@Component
public class JobSequencer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobSequencer.class);
    private static final int LANES = 4;

    private final JobFlow flow;
    private final List<Lane> lanes = new ArrayList<>();

    /** @param recheck true where memory is not to be trusted */
    private record Word(String jobId, Collection<String> ended, boolean recheck) {}

    public JobSequencer(JobFlow flow) {
        this.flow = flow;
        for (int i = 0; i < LANES; i++) {
            lanes.add(new Lane(i));
        }
    }

    /** Something about the job changed. */
    public void nudge(String jobId) {
        say(new Word(jobId, List.of(), false));
    }

    /** These targets are terminal in the store. */
    public void ended(String jobId, Collection<String> targetIds) {
        say(new Word(jobId, targetIds, false));
    }

    /** Look at the job from the store alone: another dispatcher may have worked on it. */
    public void recheck(String jobId) {
        say(new Word(jobId, List.of(), true));
    }

    @Override
    public void close() {
        lanes.forEach(lane -> lane.thread.interrupt());
    }

    private void say(Word word) {
        lanes.get(Math.floorMod(word.jobId.hashCode(), LANES)).words.add(word);
    }

    private final class Lane {
        private final LinkedBlockingQueue<Word> words = new LinkedBlockingQueue<>();
        private final Map<String, Set<String>> open = new HashMap<>();
        private final Thread thread;

        Lane(int number) {
            thread = new Thread(this::run, "job-sequencer-" + number);
            thread.setDaemon(true);
            thread.start();
        }

        private void run() {
            try {
                while (true) {
                    List<Word> batch = new ArrayList<>(List.of(words.take()));
                    words.drainTo(batch);
                    Set<String> jobs = new HashSet<>();
                    for (Word word : batch) {
                        if (changes(word)) {
                            jobs.add(word.jobId);
                        }
                    }
                    jobs.forEach(this::advance);
                }
            } catch (InterruptedException e) {
                log.debug("lane closed"); // every job is found again in the store
            }
        }

        /** @return false where only some of a step's targets ended: nothing follows from that */
        private boolean changes(Word word) {
            Set<String> believed = open.get(word.jobId);
            if (word.recheck) {
                open.remove(word.jobId);
                return true;
            }
            if (believed == null || word.ended.isEmpty()) {
                return true;
            }
            believed.removeAll(word.ended);
            return believed.isEmpty();
        }

        private void advance(String jobId) {
            try {
                flow.advance(jobId, open, JobSequencer.this::nudge);
            } catch (RuntimeException e) { // the store or the broker is away; nothing is lost, look again soon
                log.warn("job {} cannot go on yet: {}", jobId, e.toString(), e);
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> recheck(jobId));
            }
        }
    }
}
