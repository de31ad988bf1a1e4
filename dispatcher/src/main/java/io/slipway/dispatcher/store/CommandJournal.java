package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.slipway.contract.CommandDone;
import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import io.slipway.contract.CommandStart;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.DispatcherReply.Decision;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which commands that must not run twice were started, and how they ended (design decision 8). One entry per command of a
 * game server; only a retry by a person, which raises the round, may start again what did not end well.
 */
@Component
public class CommandJournal {
    private static final int TRIES = 5;

    private final MongoCollection<Entry> entries;

    /** @param result null while STARTED */
    public record Entry(
            @BsonId String id,
            int round,
            int attempt,
            String grant,
            @Nullable CommandResult result) {}

    public CommandJournal(MongoDatabase database) {
        this.entries = database.getCollection("command_journal", Entry.class);
    }

    public CommandDecision start(CommandStart wish) {
        String id = id(wish.command());
        Entry granted = new Entry(id, wish.round(), wish.attempt(), wish.grant(), null);
        for (int i = 0; i < TRIES; i++) {
            if (insert(granted)) {
                return decided(Decision.GRANTED);
            }
            Entry found = entries.find(eq(id)).first();
            if (found == null) {
                continue;
            }
            if (found.grant().equals(wish.grant())) {
                return decided(Decision.GRANTED); // the same wish asked again: its answer was lost
            }
            CommandResult result = found.result();
            if (result != null && (result.ok() || found.round() >= wish.round())) {
                return new CommandDecision(Decision.ALREADY_DONE, result);
            }
            if (found.round() >= wish.round()) {
                return decided(Decision.STARTED_BEFORE);
            }
            if (entries.replaceOne(all(eq(id), eq("grant", found.grant())), granted)
                            .getModifiedCount()
                    == 1) {
                return decided(Decision.GRANTED);
            }
        }
        return decided(Decision.STARTED_BEFORE);
    }

    /** The first word about an entry stays. */
    public void done(CommandDone report) {
        entries.updateOne(
                all(eq(id(report.command())), eq("round", report.round()), eq("result", null)),
                Updates.set("result", report.result()));
    }

    private boolean insert(Entry entry) {
        try {
            entries.insertOne(entry);
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private static CommandDecision decided(Decision decision) {
        return new CommandDecision(decision, null);
    }

    private static String id(CommandKey command) {
        return command.targetId() + ":" + command.server() + ":" + command.index();
    }
}
