package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Release plans. One that was run is kept as long as its job; one that was not goes some days after it has expired. */
@Component
public class PlanStore {
    private static final Duration KEPT = Duration.ofDays(7);

    private final MongoCollection<ReleasePlan> plans;

    public PlanStore(MongoDatabase database) {
        this.plans = database.getCollection("release_plans", ReleasePlan.class);
        plans.createIndex(Indexes.ascending("usedBy", "expiresAt")); // what can go
    }

    /** Stores a new one, and lets go of those nobody ran. */
    public void insert(ReleasePlan plan) {
        plans.deleteMany(
                all(eq("usedBy", null), lt("expiresAt", plan.createdAt().minus(KEPT))));
        plans.insertOne(plan);
    }

    public Optional<ReleasePlan> find(String id) {
        return Optional.ofNullable(plans.find(eq(id)).first());
    }

    /** @return true where the plan is that job's now: it was nobody's, or that job's before */
    public boolean use(String id, String jobId) {
        return plans.updateOne(
                                all(eq("_id", id), in("usedBy", Arrays.asList(null, jobId))),
                                Updates.set("usedBy", jobId))
                        .getMatchedCount()
                == 1;
    }

    /** The job did not come about. */
    public void unuse(String id, String jobId) {
        plans.updateOne(all(eq("_id", id), eq("usedBy", jobId)), Updates.set("usedBy", null));
    }
}
