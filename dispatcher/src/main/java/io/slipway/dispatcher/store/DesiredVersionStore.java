package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Desired versions, one document per project, area and type. */
@Component
public class DesiredVersionStore {
    private static final int MOST_TRIES = 64;

    private final MongoCollection<DesiredVersion> versions;

    public DesiredVersionStore(MongoDatabase database) {
        this.versions = database.getCollection("desired_versions", DesiredVersion.class);
    }

    public Optional<DesiredVersion> find(String id) {
        return Optional.ofNullable(versions.find(eq(id)).first());
    }

    /** By id; those nobody asked for are left out. */
    public Map<String, DesiredVersion> find(Collection<String> ids) {
        Map<String, DesiredVersion> found = new HashMap<>();
        versions.find(in("_id", ids)).forEach(one -> found.put(one.id(), one));
        return found;
    }

    /**
     * Decides on what is there and writes it by compare-and-set.
     *
     * @param decide gets null where nobody asked for a version yet; gives null to leave it as it is; its revision is not looked at
     * @return what is there afterwards; null where there is still none
     */
    public @Nullable DesiredVersion change(
            String id, Function<@Nullable DesiredVersion, @Nullable DesiredVersion> decide) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            DesiredVersion before = versions.find(eq(id)).first();
            DesiredVersion after = decide.apply(before);
            if (after == null) {
                return before;
            }
            if (before == null ? insert(at(after, 0)) : replace(at(after, before.revision() + 1))) {
                return after;
            }
        }
        throw new IllegalStateException("desired version " + id + " changes too fast");
    }

    private boolean replace(DesiredVersion next) {
        return versions.replaceOne(all(eq("_id", next.id()), eq("revision", next.revision() - 1)), next)
                        .getMatchedCount()
                == 1;
    }

    private boolean insert(DesiredVersion first) {
        try {
            versions.insertOne(first);
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private static DesiredVersion at(DesiredVersion one, long revision) {
        return new DesiredVersion(
                one.id(),
                one.project(),
                one.area(),
                one.appType(),
                one.version(),
                one.manifest(),
                one.jobId(),
                one.jobSeq(),
                one.at(),
                one.by(),
                revision);
    }
}
