package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import io.slipway.dispatcher.store.ReleasePackage.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Versions that can be released. There is no delete: a version that ran is needed for as long as one may go back to it. */
@Component
public class PackageStore {
    private final MongoCollection<ReleasePackage> packages;

    public PackageStore(MongoDatabase database) {
        this.packages = database.getCollection("packages", ReleasePackage.class);
        packages.createIndex(Indexes.descending("project", "order")); // a project's packages, newest first
    }

    public Optional<ReleasePackage> find(String project, String appType, String version) {
        return Optional.ofNullable(packages.find(eq(ReleasePackage.idOf(project, appType, version)))
                .first());
    }

    /** One that can be released. */
    public Optional<ReleasePackage> ready(String project, String appType, String version) {
        return find(project, appType, version).filter(found -> found.state() == State.READY);
    }

    /**
     * Notes who unpacks it from now on, where it is not READY; what is known of that job's end is not forgotten.
     *
     * @param preparing as its job begins
     */
    public void claim(ReleasePackage preparing) {
        put(preparing, all(eq("_id", preparing.id()), ne("state", State.READY.name()), ne("jobId", preparing.jobId())));
    }

    /** Notes how it ended, where nobody else unpacks it and it was not READY before. */
    public void end(ReleasePackage ended) {
        put(ended, all(eq("_id", ended.id()), ne("state", State.READY.name()), eq("jobId", ended.jobId())));
    }

    private void put(ReleasePackage one, Bson where) {
        try {
            packages.replaceOne(where, one, new ReplaceOptions().upsert(true));
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw e; // else the insert met one that is not to be changed
            }
        }
    }

    /**
     * Newest first.
     *
     * @param appType only this one; null for all
     * @param after {@link ReleasePackage#order} of the last one of the page before; null for the first page
     */
    public List<ReleasePackage> list(String project, @Nullable String appType, @Nullable String after, int limit) {
        List<Bson> conditions = new ArrayList<>(List.of(eq("project", project)));
        if (appType != null) {
            conditions.add(eq("appType", appType));
        }
        if (after != null) {
            conditions.add(lt("order", after));
        }
        return packages.find(all(conditions))
                .sort(Sorts.descending("order"))
                .limit(limit)
                .into(new ArrayList<>());
    }
}
