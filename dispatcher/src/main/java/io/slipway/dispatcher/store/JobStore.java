package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** Jobs, their frozen inputs, and which job holds a location. */
@Component
public class JobStore {
    private final MongoCollection<Job> jobs;
    private final MongoCollection<JobHead> heads;
    private final MongoCollection<JobInputs> inputs;
    private final LocationTurns turns;
    private final MongoCollection<Document> counters;

    public JobStore(MongoDatabase database) {
        this.jobs = database.getCollection("jobs", Job.class);
        this.heads = database.getCollection("jobs", JobHead.class);
        this.inputs = database.getCollection("job_inputs", JobInputs.class);
        this.turns = new LocationTurns(database.getCollection("locations"), jobs);
        this.counters = database.getCollection("counters");
        jobs.createIndex(Indexes.descending("seq"), new IndexOptions().unique(true)); // newest jobs first
        jobs.createIndex(Indexes.ascending("settled", "seq")); // what is active
        jobs.createIndex(Indexes.ascending("project", "seq")); // a project's jobs
        jobs.createIndex(Indexes.ascending("state", "finishedAt")); // what failed of late
    }

    /** @param fresh true where the id was free until now: nothing else of the job can exist */
    public record Claim(JobInputs inputs, boolean fresh) {}

    /** @return the inputs under that id: the given ones, or those stored before */
    public Claim claim(JobInputs wanted) {
        boolean fresh = insert(inputs, wanted);
        return new Claim(fresh ? wanted : inputs(wanted.id()), fresh);
    }

    public JobInputs inputs(String jobId) {
        JobInputs found = inputs.find(eq(jobId)).first();
        if (found == null) {
            throw new IllegalStateException("job " + jobId + " has no inputs");
        }
        return found;
    }

    /** What those of the jobs that are about whole versions do with them, by id; without their hosts. */
    public Map<String, WorkHead> works(Collection<Job> those) {
        List<String> ids = those.stream()
                .filter(job -> job.kind() == JobKind.PACKAGE || job.kind() == JobKind.RELEASE)
                .map(Job::id)
                .toList();
        Map<String, WorkHead> found = new HashMap<>();
        if (!ids.isEmpty()) {
            inputs.withDocumentClass(WorkHead.class)
                    .find(in("_id", ids))
                    .projection(Projections.include("work.appType", "work.purpose", "work.planId"))
                    .forEach(work -> found.put(work.id(), work));
        }
        return found;
    }

    /** The next number of the installation; numbers may be skipped, never given twice. */
    public long nextSeq() {
        Document counter = counters.findOneAndUpdate(
                eq("job_seq"),
                Updates.inc("value", 1L),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        if (counter == null) {
            throw new IllegalStateException("no counter came back");
        }
        return counter.getLong("value");
    }

    /** @return false where the job exists */
    public boolean insert(Job job) {
        return insert(jobs, job);
    }

    public Optional<Job> find(String jobId) {
        return Optional.ofNullable(jobs.find(eq(jobId)).first());
    }

    /** By id, without their steps; ids that do not exist are left out. */
    public Map<String, JobHead> heads(Collection<String> jobIds) {
        Map<String, JobHead> found = new HashMap<>();
        heads.find(in("_id", jobIds))
                .projection(Projections.exclude("steps"))
                .forEach(head -> found.put(head.id(), head));
        return found;
    }

    /**
     * Compare-and-set on the revision.
     *
     * @param next made from the job that was read
     * @return the job as it is stored now; empty where someone else was faster: read again
     */
    public Optional<Job> replace(Job next) {
        Job stored = next.nextRevision();
        boolean replaced = jobs.replaceOne(all(eq(next.id()), eq("revision", next.revision())), stored)
                        .getModifiedCount()
                == 1;
        return replaced ? Optional.of(stored) : Optional.empty();
    }

    /** @return how many jobs of the project are not over, at most {@code most} */
    public int countActive(String project, int most) {
        return (int)
                jobs.countDocuments(all(eq("settled", false), eq("project", project)), new CountOptions().limit(most));
    }

    /** Ids of the project's jobs that are not over. */
    public List<String> activeIds(String project) {
        List<String> ids = new ArrayList<>();
        heads.withDocumentClass(Document.class)
                .find(all(eq("settled", false), eq("project", project)))
                .projection(Projections.include("_id"))
                .forEach(job -> ids.add(job.getString("_id")));
        return ids;
    }

    /**
     * Everything that is not over.
     *
     * @param jobs how many of them are in each state
     * @param targets ids of all their targets
     */
    public record OpenWork(Map<JobState, Integer> jobs, List<String> targets) {}

    /** Without reading the jobs whole. */
    public OpenWork openWork() {
        Map<JobState, Integer> states = new EnumMap<>(JobState.class);
        List<String> targets = new ArrayList<>();
        jobs.withDocumentClass(Document.class)
                .find(eq("settled", false))
                .projection(Projections.include("state", "steps.targets"))
                .forEach(job -> {
                    states.merge(JobState.valueOf(job.getString("state")), 1, Integer::sum);
                    job.getList("steps", Document.class, List.of())
                            .forEach(step -> targets.addAll(step.getList("targets", String.class, List.of())));
                });
        return new OpenWork(states, targets);
    }

    /** Jobs that still need something done, oldest first. */
    public List<Job> active() {
        return jobs.find(eq("settled", false)).sort(Sorts.ascending("seq")).into(new ArrayList<>());
    }

    /**
     * Newest first.
     *
     * @param projects only these, all where empty
     * @param kinds only these, all where empty
     * @param states only these, all where empty
     * @param beforeSeq only jobs with a smaller seq, {@code Long.MAX_VALUE} for the newest
     * @param limit 1 to 500
     */
    public List<Job> list(Set<String> projects, Set<JobKind> kinds, Set<JobState> states, long beforeSeq, int limit) {
        List<Bson> filters = new ArrayList<>(List.of(lt("seq", beforeSeq)));
        filters.addAll(of(projects, kinds));
        if (!states.isEmpty()) {
            filters.add(in("state", names(states)));
        }
        return jobs.find(all(filters))
                .sort(Sorts.descending("seq"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /**
     * How many there are in each state.
     *
     * @param projects only these, all where empty
     * @param kinds only these, all where empty
     * @param most where a state has more, it is that many
     */
    public Map<JobState, Integer> count(Set<String> projects, Set<JobKind> kinds, int most) {
        Map<JobState, Integer> counts = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            List<Bson> filters = of(projects, kinds);
            filters.add(eq("state", state.name()));
            counts.put(state, (int) jobs.countDocuments(all(filters), new CountOptions().limit(most)));
        }
        return counts;
    }

    private static List<Bson> of(Set<String> projects, Set<JobKind> kinds) {
        List<Bson> filters = new ArrayList<>();
        if (!projects.isEmpty()) {
            filters.add(in("project", projects));
        }
        if (!kinds.isEmpty()) {
            filters.add(in("kind", names(kinds)));
        }
        return filters;
    }

    /** Those that ended in one of the states since that time, the last one first; all projects where empty. */
    public List<Job> ended(Set<String> projects, Set<JobState> states, Instant since, int limit) {
        List<Bson> filters = new ArrayList<>(List.of(in("state", names(states)), gte("finishedAt", since)));
        if (!projects.isEmpty()) {
            filters.add(in("project", projects));
        }
        return jobs.find(all(filters))
                .sort(Sorts.descending("finishedAt"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /** See {@link LocationTurns#hold}. */
    public boolean holdLocation(Job job) {
        return turns.hold(job);
    }

    /** @return ids of jobs that wait for the location, lowest number first */
    public List<String> releaseLocation(Job job) {
        return heads(turns.release(job)).values().stream()
                .sorted(Comparator.comparingLong(JobHead::seq))
                .map(JobHead::id)
                .toList();
    }

    private static List<String> names(Iterable<? extends Enum<?>> values) {
        List<String> names = new ArrayList<>();
        values.forEach(value -> names.add(value.name()));
        return names;
    }

    private static <T> boolean insert(MongoCollection<T> collection, T document) {
        try {
            collection.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
