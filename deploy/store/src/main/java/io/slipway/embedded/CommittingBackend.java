package io.slipway.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.mvstore.MVStore;

/**
 * Answers a write only after it was forced to disk, as MongoDB does for {@code j: true}.
 *
 * <p>H2's backend alone commits in the background: with a delay of 20 ms a kill still took the last 5 to 10 acknowledged
 * writes of each client. Writers that wait at the same time share one commit.
 */
final class CommittingBackend extends DocumentBackend {
    /** Commands that change nothing; whatever is not here is committed. */
    private static final Set<String> READS = Set.of(
            "find",
            "getMore",
            "killCursors",
            "count",
            "distinct",
            "listCollections",
            "listDatabases",
            "listIndexes",
            "hello",
            "isMaster",
            "ismaster",
            "ping",
            "buildInfo",
            "buildinfo",
            "serverStatus",
            "getLog",
            "endSessions");

    private final MVStore store;
    private final AtomicLong written = new AtomicLong();
    private final Object committing = new Object();
    private long committed; // guarded by committing

    CommittingBackend(MVStore store) {
        super(store);
        this.store = store;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Document reply = super.handleMessage(message);
        commitAfter(message.getDocument().keySet().iterator().next());
        return reply;
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        Document reply = super.handleCommand(channel, database, command, query);
        commitAfter(command);
        return reply;
    }

    private void commitAfter(String command) {
        if (READS.contains(command)) {
            return;
        }
        long mine = written.incrementAndGet();
        synchronized (committing) {
            if (committed >= mine) {
                return; // the writer before took this one along
            }
            long all = written.get();
            store.commit();
            store.sync();
            committed = all;
        }
    }
}
