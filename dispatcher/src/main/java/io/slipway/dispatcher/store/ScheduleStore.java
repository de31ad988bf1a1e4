package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.slipway.dispatcher.store.Schedule.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** Jobs that begin later, in MongoDB. */
@Component
public class ScheduleStore {
    private final MongoCollection<Schedule> schedules;

    ScheduleStore(MongoDatabase database) {
        this.schedules = database.getCollection("schedules", Schedule.class);
        schedules.createIndex(Indexes.ascending("state", "at"));
    }

    public Optional<Schedule> find(String id) {
        return Optional.ofNullable(schedules.find(eq(id)).first());
    }

    /** @return false where the id is taken */
    public boolean insert(Schedule schedule) {
        try {
            schedules.insertOne(schedule);
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getError().getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** @return as it is stored now; empty where someone else was faster */
    public Optional<Schedule> replace(Schedule next) {
        Schedule raised = next.nextRevision();
        boolean written = schedules
                        .replaceOne(all(eq("_id", next.id()), eq("revision", next.revision())), raised)
                        .getMatchedCount()
                > 0;
        return written ? Optional.of(raised) : Optional.empty();
    }

    /** Those that are not over, whether due or not. */
    public List<Schedule> open() {
        return schedules
                .find(in("state", State.WAITING.name(), State.STARTING.name()))
                .into(new ArrayList<>());
    }

    /**
     * By the time they are due, latest first.
     *
     * @param projects empty for all
     * @param states empty for all
     */
    public List<Schedule> list(Collection<String> projects, Collection<State> states, int limit) {
        List<Bson> conditions = new ArrayList<>();
        if (!projects.isEmpty()) {
            conditions.add(in("project", projects));
        }
        if (!states.isEmpty()) {
            conditions.add(in("state", states.stream().map(Enum::name).toList()));
        }
        return schedules
                .find(all(conditions))
                .sort(Sorts.descending("at"))
                .limit(limit)
                .into(new ArrayList<>());
    }
}
