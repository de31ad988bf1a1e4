package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Accounts in MongoDB, by name. */
@Component
public class AccountStore {
    private final MongoCollection<Account> accounts;

    public AccountStore(MongoDatabase database) {
        this.accounts = database.getCollection("accounts", Account.class);
    }

    public Optional<Account> find(String name) {
        return Optional.ofNullable(accounts.find(eq("_id", name)).first());
    }

    /** Sorted by name. */
    public List<Account> all() {
        List<Account> found = accounts.find().into(new ArrayList<>());
        found.sort(Comparator.comparing(Account::name));
        return found;
    }

    public boolean none() {
        return accounts.find().limit(1).first() == null;
    }

    /** @return false where the name is taken */
    public boolean insert(Account account) {
        try {
            accounts.insertOne(account);
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getError().getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** @return as it is stored now; empty where someone else was faster */
    public Optional<Account> replace(Account next) {
        Account raised = next.withRevision(next.revision() + 1);
        boolean written =
                accounts.replaceOne(Where.all(eq("_id", next.name()), eq("revision", next.revision())), raised)
                                .getMatchedCount()
                        > 0;
        return written ? Optional.of(raised) : Optional.empty();
    }

    /** No change that an editor could lose, so the revision stays. */
    public void loggedIn(String name, String displayName, Instant at) {
        accounts.updateOne(
                eq("_id", name),
                Updates.combine(Updates.set("displayName", displayName), Updates.set("lastLoginAt", at)));
    }
}
