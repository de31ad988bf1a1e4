package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.springframework.stereotype.Component;

/** How long past releases of each project took: the last ones, one document per project. */
@Component
public class ReleaseRuns {
    /** How many are kept. */
    public static final int MOST = 20;

    private static final int MOST_TRIES = 20;

    private final MongoCollection<Runs> runs;

    /**
     * One release that was carried out.
     *
     * @param hosts how many got it
     * @param turns how often as many hosts as may be worked on together were begun, over all waves
     * @param bytes moved to managers and hosts
     * @param millis while something was being done: waiting between waves is not in it
     */
    public record Run(String jobId, int hosts, int turns, long bytes, long millis) {}

    /** Those of one project.
     *
     * @param runs newest last
     */
    public record Runs(@BsonId String project, List<Run> runs, long revision) {}

    public ReleaseRuns(MongoDatabase database) {
        this.runs = database.getCollection("release_runs", Runs.class);
    }

    /** Newest last. */
    public List<Run> of(String project) {
        return read(project).runs();
    }

    /** Adds it, or puts it in the place of what was known of the same job. */
    public void add(String project, Run run) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Runs before = read(project);
            List<Run> next = new ArrayList<>(before.runs());
            next.removeIf(known -> known.jobId().equals(run.jobId()));
            next.add(run);
            if (replace(before, next.subList(Math.max(0, next.size() - MOST), next.size()))) {
                return;
            }
        }
        throw new IllegalStateException("the runs of " + project + " change too fast");
    }

    private Runs read(String project) {
        Runs found = runs.find(eq(project)).first();
        return found == null ? new Runs(project, List.of(), 0) : found;
    }

    private boolean replace(Runs before, List<Run> next) {
        Runs after = new Runs(before.project(), List.copyOf(next), before.revision() + 1);
        if (before.revision() > 0) {
            return runs.replaceOne(all(eq("_id", before.project()), eq("revision", before.revision())), after)
                            .getMatchedCount()
                    == 1;
        }
        try {
            runs.insertOne(after);
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
