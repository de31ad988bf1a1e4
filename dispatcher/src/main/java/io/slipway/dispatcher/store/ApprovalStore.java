package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.slipway.dispatcher.store.Approval.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** Requests that wait for a yes, and what became of them. */
@Component
public class ApprovalStore {
    private final MongoCollection<Approval> approvals;

    public ApprovalStore(MongoDatabase database) {
        this.approvals = database.getCollection("approvals", Approval.class);
        approvals.createIndex(Indexes.ascending("state")); // what waits
        approvals.createIndex(Indexes.descending("project", "requestedAt")); // a project's, newest first
    }

    public void insert(Approval approval) {
        approvals.insertOne(approval);
    }

    public Optional<Approval> find(String id) {
        return Optional.ofNullable(approvals.find(eq(id)).first());
    }

    /** Those of the job that wait or were approved. */
    public List<Approval> openOf(String jobId) {
        return approvals
                .find(all(eq("jobId", jobId), in("state", State.WAITING.name(), State.APPROVED.name())))
                .into(new ArrayList<>());
    }

    /** @return as it is stored now; empty where someone else was faster */
    public Optional<Approval> replace(Approval next) {
        Approval raised = next.nextRevision();
        boolean written = approvals
                        .replaceOne(all(eq("_id", next.id()), eq("revision", next.revision())), raised)
                        .getMatchedCount()
                > 0;
        return written ? Optional.of(raised) : Optional.empty();
    }

    public List<Approval> waiting() {
        return approvals.find(eq("state", State.WAITING.name())).into(new ArrayList<>());
    }

    /** Approved, and their jobs may not exist yet. */
    public List<Approval> notBegun() {
        return approvals
                .find(all(eq("state", State.APPROVED.name()), eq("begun", false)))
                .into(new ArrayList<>());
    }

    /**
     * Newest first.
     *
     * @param projects empty for all
     * @param states empty for all
     */
    public List<Approval> list(Collection<String> projects, Collection<State> states, int limit) {
        List<Bson> conditions = new ArrayList<>();
        if (!projects.isEmpty()) {
            conditions.add(in("project", projects));
        }
        if (!states.isEmpty()) {
            conditions.add(in("state", states.stream().map(Enum::name).toList()));
        }
        return approvals
                .find(all(conditions))
                .sort(Sorts.descending("requestedAt"))
                .limit(limit)
                .into(new ArrayList<>());
    }
}
