package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import io.slipway.dispatcher.store.Notice.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The notices' outbox, and for a month what became of them. */
@Component
public class NoticeStore {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int DUPLICATE_KEY = 11000;

    private final MongoCollection<Notice> notices;

    public NoticeStore(MongoDatabase database) {
        this.notices = database.getCollection("notices", Notice.class);
        notices.createIndex(Indexes.ascending("state", "nextTryAt")); // what is due
        notices.createIndex(Indexes.descending("project", "createdAt")); // a project's, newest first
    }

    /** What is there already stays as it is. */
    public void insertMissing(List<Notice> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        notices.deleteMany(lt("createdAt", wanted.get(0).createdAt().minus(KEPT)));
        try {
            notices.insertMany(wanted, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
        }
    }

    /** What has to be sent now, the longest waiting first. */
    public List<Notice> due(Instant now, int limit) {
        return notices.find(all(eq("state", State.WAITING.name()), lte("nextTryAt", now)))
                .sort(Sorts.ascending("nextTryAt"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /** Newest first. */
    public List<Notice> of(String project, int limit) {
        return notices.find(eq("project", project))
                .sort(Sorts.descending("createdAt"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /** Compare-and-set on the number of tries. @return false where someone else was faster */
    public boolean replace(Notice next, int expectedTries) {
        return notices.replaceOne(all(eq("_id", next.id()), eq("tries", expectedTries)), next)
                        .getMatchedCount()
                == 1;
    }
}
