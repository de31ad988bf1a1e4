package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.slipway.contract.HealthCheck;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Game servers in MongoDB, one document per project, {@code _id} = code: a list is imported whole or not at all, and read by its
 * key, without a transaction and without an index.
 */
@Component
public class GameServerStore {
    /** A document has at most 16 MiB. */
    public static final int MOST_BYTES = 12 * 1024 * 1024;

    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Comparator<RegisteredServer> ORDER = Comparator.comparingLong(
                    (RegisteredServer server) -> number(server.ip()))
            .thenComparing(RegisteredServer::name);

    private final MongoCollection<Document> servers;

    GameServerStore(MongoDatabase database) {
        this.servers = database.getCollection("game_servers");
    }

    /** Empty, with revision 0, for a project that has none yet. */
    public ProjectServers of(String project) {
        Document stored = servers.find(eq("_id", project)).first();
        return stored == null
                ? new ProjectServers(project, 0, List.of())
                : new ProjectServers(
                        project,
                        stored.getLong("revision"),
                        stored.getList("servers", Document.class).stream()
                                .map(GameServerStore::read)
                                .toList());
    }

    /**
     * Compare-and-set on the revision.
     *
     * @param before what was read
     * @param after all servers of the project from now on, in any order; those of a new revision have it already
     * @return false where someone else was faster: read again
     * @throws TooMuchException where they do not fit into one document
     */
    public boolean replace(ProjectServers before, Collection<RegisteredServer> after) {
        Document next = new Document("_id", before.project())
                .append("revision", before.revision() + 1)
                .append(
                        "servers",
                        after.stream().sorted(ORDER).map(GameServerStore::write).toList());
        int bytes =
                new RawBsonDocument(next, new DocumentCodec()).getByteBuffer().remaining();
        if (bytes > MOST_BYTES) {
            throw new TooMuchException(bytes);
        }
        if (before.revision() > 0) {
            return servers.replaceOne(all(eq("_id", before.project()), eq("revision", before.revision())), next)
                            .getMatchedCount()
                    == 1;
        }
        try {
            servers.insertOne(next);
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** The project's game servers would not fit into one document. */
    public static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuchException(int bytes) {
            super("game servers of " + bytes + " bytes, at most " + MOST_BYTES);
        }
    }

    private static Document write(RegisteredServer server) {
        return new Document("area", server.area())
                .append("ip", server.ip())
                .append("name", server.name())
                .append("title", server.title())
                .append("machine", server.machine())
                .append("process", server.process())
                .append("path", server.path())
                .append("app_type", server.appType())
                .append("role", server.role())
                .append("labels", server.labels())
                .append("health", writeHealth(server.health()))
                .append("revision", server.revision());
    }

    private static @Nullable Document writeHealth(@Nullable HealthCheck health) {
        return health == null
                ? null
                : new Document("kind", health.kind().name())
                        .append("port", health.port())
                        .append("path", health.path())
                        .append("call", health.call())
                        .append("within_seconds", health.withinSeconds());
    }

    private static RegisteredServer read(Document stored) {
        return new RegisteredServer(
                stored.getString("area"),
                stored.getString("ip"),
                stored.getString("name"),
                stored.getString("title"),
                stored.getString("machine"),
                stored.getString("process"),
                stored.getString("path"),
                stored.getString("app_type"),
                stored.getString("role"),
                List.copyOf(stored.getList("labels", String.class)),
                readHealth(stored.get("health", Document.class)),
                stored.getLong("revision"));
    }

    private static @Nullable HealthCheck readHealth(@Nullable Document stored) {
        return stored == null
                ? null
                : new HealthCheck(
                        HealthCheck.Kind.valueOf(stored.getString("kind")),
                        stored.getInteger("port"),
                        stored.getString("path"),
                        stored.getString("call"),
                        stored.getInteger("within_seconds"));
    }

    private static long number(String ip) {
        long number = 0;
        for (String octet : DOT.split(ip)) {
            number = number * 256 + Integer.parseInt(octet);
        }
        return number;
    }
}
