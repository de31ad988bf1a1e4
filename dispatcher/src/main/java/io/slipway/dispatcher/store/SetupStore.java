package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import io.slipway.dispatcher.store.QueueMapping.MappedArea;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changes of projects and queue mappings, one at a time over all dispatchers and all or nothing, with one document of
 * {@code setup_intents} and no transaction. Who changes takes that document, writes into it everything it is going to write, then
 * writes it, then lets go. Whoever finds a document whose holder's lease has ended writes what stands in it before anything else.
 */
@Component
public class SetupStore {
    /** Longer than any change takes; a dead holder blocks the others for that long. */
    static final Duration LEASE = Duration.ofSeconds(15);

    private static final String ID = "setup";
    private static final int DUPLICATE_KEY = 11000;

    private final MongoCollection<Document> intents;
    private final ProjectStore projects;
    private final QueueMappingStore mappings;
    private final Clock clock;

    public SetupStore(MongoDatabase database, ProjectStore projects, QueueMappingStore mappings, Clock clock) {
        this.intents = database.getCollection("setup_intents");
        this.projects = projects;
        this.mappings = mappings;
        this.clock = clock;
    }

    /** The right to change the set-up, until its lease ends. */
    public final class Turn {
        private final String holder;
        private final SetupNumber number;

        private Turn(String holder, SetupNumber number) {
            this.holder = holder;
            this.number = number;
        }

        /**
         * Makes the change certain; from here on it happens, whoever dies.
         *
         * @return false where the lease has ended meanwhile: nothing was changed
         */
        public boolean intend(SetupChange change) {
            Document writes = new Document(
                            "projects",
                            change.projects().stream().map(ProjectStore::write).toList())
                    .append(
                            "mappings",
                            change.mappings().stream()
                                    .map(QueueMappingStore::write)
                                    .toList());
            return intents.updateOne(mine(), Updates.set("writes", writes)).getMatchedCount() == 1;
        }

        /** Writes what was intended; again and again is the same as once. */
        public void apply(SetupChange change) {
            change.projects().forEach(project -> projects.put(project, number));
            gains(change).forEach(mapping -> mappings.put(mapping, number));
            change.mappings().forEach(mapping -> mappings.put(mapping, number));
        }

        /** Lets go of a change that was applied, or of none. */
        public void end() {
            intents.updateOne(mine(), Updates.combine(Updates.set("holder", null), Updates.set("writes", null)));
        }

        private org.bson.conversions.Bson mine() {
            return all(eq("_id", ID), eq("holder", holder), eq("number", number.value()));
        }
    }

    /**
     * Takes the turn, and first finishes what a dead holder left behind.
     *
     * @return empty while somebody else has it
     */
    public Optional<Turn> take() {
        Document known = intents.find(eq("_id", ID)).first();
        if (known == null) {
            insertFree();
        }
        Instant now = clock.instant();
        String holder = UUID.randomUUID().toString();
        Document taken = intents.findOneAndUpdate(
                all(eq("_id", ID), or(eq("holder", null), lt("until", Date.from(now)))),
                Updates.combine(
                        Updates.set("holder", holder),
                        Updates.set("until", Date.from(now.plus(LEASE))),
                        Updates.inc("number", 1L)),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        if (taken == null) {
            return Optional.empty();
        }
        Turn turn = new Turn(holder, new SetupNumber(taken.getLong("number")));
        SetupChange left = writes(taken);
        if (!left.isEmpty()) {
            turn.apply(left);
            intents.updateOne(turn.mine(), Updates.set("writes", null));
        }
        return Optional.of(turn);
    }

    /** Finishes what a dead holder left behind, if there is something. */
    public void finishAbandoned() {
        Document known = intents.find(eq("_id", ID)).first();
        if (known != null
                && !writes(known).isEmpty()
                && known.getDate("until").toInstant().isBefore(clock.instant())) {
            take().ifPresent(Turn::end);
        }
    }

    /** Mappings with what they have and what they are to have, so that no reader in between finds a project nowhere. */
    private List<QueueMapping> gains(SetupChange change) {
        Map<String, QueueMapping> present =
                mappings.all().stream().collect(Collectors.toMap(QueueMapping::queue, Function.identity()));
        List<QueueMapping> gains = new ArrayList<>();
        for (QueueMapping wanted : change.mappings()) {
            QueueMapping before = present.get(wanted.queue());
            if (before != null && before.role() == wanted.role()) {
                Set<String> codes = new LinkedHashSet<>(before.projects());
                codes.addAll(wanted.projects());
                Set<MappedArea> areas = new LinkedHashSet<>(before.areas());
                areas.addAll(wanted.areas());
                gains.add(new QueueMapping(wanted.queue(), wanted.role(), List.copyOf(codes), List.copyOf(areas)));
            } else {
                gains.add(wanted);
            }
        }
        return gains;
    }

    private static SetupChange writes(Document intent) {
        @Nullable Document writes = intent.get("writes", Document.class);
        return writes == null
                ? SetupChange.NOTHING
                : new SetupChange(
                        writes.getList("projects", Document.class).stream()
                                .map(ProjectStore::read)
                                .toList(),
                        writes.getList("mappings", Document.class).stream()
                                .map(QueueMappingStore::read)
                                .toList());
    }

    private void insertFree() {
        try {
            intents.insertOne(new Document("_id", ID).append("holder", null).append("number", 0L));
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != DUPLICATE_KEY) {
                throw e;
            }
        }
    }
}
