package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.slipway.job.JobState;
import java.util.Arrays;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Which job changes the hosts of a location: one at a time, in the order of their numbers. Hosts refuse the files of a lower number
 * after those of a higher one, so out of turn the older job would fail on every host.
 */
final class LocationTurns {
    private final MongoCollection<Document> locations;
    private final MongoCollection<Job> jobs;

    LocationTurns(MongoCollection<Document> locations, MongoCollection<Job> jobs) {
        this.locations = locations;
        this.jobs = jobs;
    }

    /**
     * @return true where the job holds its location now; false where another one does, or one with a lower number may begin: then it
     *     is noted as waiting, and whoever releases the location learns of it
     */
    boolean hold(Job job) {
        if (holdsOrTakes(job)) {
            return true;
        }
        noteAsWaiting(job);
        return holdsOrTakes(job); // it may have been released in between, by one who did not know of us
    }

    /** @return ids of jobs that wait for the location */
    List<String> release(Job job) {
        locations.updateOne(all(eq(job.location()), eq("holder", job.id())), Updates.unset("holder"));
        Document left = locations.findOneAndUpdate(
                eq(job.location()),
                Updates.pull("waiting", job.id()),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        return left == null ? List.of() : left.getList("waiting", String.class, List.of());
    }

    /** Who holds it goes on, whatever came meanwhile: nobody else can. */
    private boolean holdsOrTakes(Job job) {
        Bson mine = all(eq(job.location()), eq("holder", job.id()));
        return locations.find(mine).first() != null || (!olderMayBegin(job) && take(job));
    }

    private boolean olderMayBegin(Job job) {
        Bson older = all(
                eq("settled", false),
                lt("seq", job.seq()),
                eq("state", JobState.ACCEPTED.name()),
                eq("project", job.project()),
                eq("area", job.area()));
        for (Job other : jobs.find(older)) {
            if (other.kind().changesHosts() && other.location().equals(job.location())) {
                return true;
            }
        }
        return false;
    }

    private boolean take(Job job) {
        return written(() -> locations.updateOne(
                all(eq(job.location()), in("holder", Arrays.asList(null, job.id()))),
                Updates.combine(Updates.set("holder", job.id()), Updates.pull("waiting", job.id())),
                new UpdateOptions().upsert(true)));
    }

    private void noteAsWaiting(Job job) {
        Bson waiting = Updates.addToSet("waiting", job.id());
        if (!written(() -> locations.updateOne(eq(job.location()), waiting, new UpdateOptions().upsert(true)))) {
            locations.updateOne(eq(job.location()), waiting); // somebody made the document meanwhile
        }
    }

    /** @return false where an upsert met the document of another one */
    private static boolean written(Runnable upsert) {
        try {
            upsert.run();
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
