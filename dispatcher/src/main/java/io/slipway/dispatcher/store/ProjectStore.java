package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.slipway.dispatcher.store.Project.AllowedCall;
import io.slipway.dispatcher.store.Project.Area;
import io.slipway.dispatcher.store.Project.CallbackTarget;
import io.slipway.dispatcher.store.Project.CdnRoot;
import io.slipway.dispatcher.store.Project.Quota;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Projects in MongoDB, one document each, {@code _id} = code. */
@Component
public class ProjectStore {
    private final MongoCollection<Document> projects;

    ProjectStore(MongoDatabase database) {
        this.projects = database.getCollection("projects");
    }

    public Optional<Project> find(String code) {
        return Optional.ofNullable(projects.find(eq("_id", code)).first()).map(ProjectStore::read);
    }

    /** Sorted by code. */
    public List<Project> all() {
        return projects.find().into(new ArrayList<>()).stream()
                .map(ProjectStore::read)
                .sorted(Comparator.comparing(Project::code))
                .toList();
    }

    /** The whole document, as the first set-up would write it; see {@link SetupStore} for changes. */
    public void put(Project project) {
        put(project, SetupNumber.NONE);
    }

    /** Takes effect unless a later set-up wrote it. */
    void put(Project project, SetupNumber number) {
        number.replace(projects, project.code(), write(project));
    }

    static Document write(Project project) {
        return new Document("_id", project.code())
                .append("name", project.name())
                .append(
                        "areas",
                        project.areas().stream().map(ProjectStore::writeArea).toList())
                .append(
                        "erlang_commands",
                        project.erlangCommands().stream()
                                .map(call -> new Document("call", call.call()).append("idempotent", call.idempotent()))
                                .toList())
                .append("command_limit_seconds", project.commandLimitSeconds())
                .append("callback", writeCallback(project.callback()))
                .append("quota", writeQuota(project.quota()))
                .append("patches_survive_restart", project.patchesSurviveRestart())
                .append("approval", project.approval())
                .append("notices", NoticeDocuments.write(project.notices()));
    }

    private static Document writeArea(Area area) {
        return new Document("name", area.name())
                .append("codes", area.codes())
                .append("hosts", area.hosts())
                .append(
                        "rsync_managers",
                        area.rsyncManagers().stream()
                                .map(ManagerDocument::write)
                                .toList())
                .append(
                        "cdn_roots",
                        area.cdnRoots().stream()
                                .map(root ->
                                        new Document("cdn_root_url", root.cdnRootUrl()).append("dirs", root.dirs()))
                                .toList())
                .append("client_codes", area.clientCodes())
                .append("relay", area.relay() == null ? null : ManagerDocument.write(area.relay()))
                .append("production", area.production());
    }

    private static @Nullable Document writeCallback(@Nullable CallbackTarget callback) {
        return callback == null
                ? null
                : new Document("url", callback.url()).append("secret_file", callback.secretFile());
    }

    static Project read(Document stored) {
        Document callback = stored.get("callback", Document.class);
        return new Project(
                stored.getString("_id"),
                stored.getString("name"),
                stored.getList("areas", Document.class).stream()
                        .map(ProjectStore::readArea)
                        .toList(),
                stored.getList("erlang_commands", Document.class).stream()
                        .map(call -> new AllowedCall(call.getString("call"), call.getBoolean("idempotent", false)))
                        .toList(),
                stored.getInteger("command_limit_seconds"),
                callback == null
                        ? null
                        : new CallbackTarget(callback.getString("url"), callback.getString("secret_file")),
                readQuota(stored.get("quota", Document.class)),
                stored.getBoolean("patches_survive_restart"),
                stored.getList("approval", String.class),
                NoticeDocuments.read(stored.getList("notices", Document.class)));
    }

    private static @Nullable Document writeQuota(@Nullable Quota quota) {
        return quota == null
                ? null
                : new Document("requests_per_minute", quota.requestsPerMinute()).append("open_jobs", quota.openJobs());
    }

    private static @Nullable Quota readQuota(@Nullable Document quota) {
        return quota == null ? null : new Quota(quota.getInteger("requests_per_minute"), quota.getInteger("open_jobs"));
    }

    private static Area readArea(Document stored) {
        Document relay = stored.get("relay", Document.class);
        return new Area(
                stored.getString("name"),
                List.copyOf(stored.getList("codes", String.class)),
                List.copyOf(stored.getList("hosts", String.class)),
                stored.getList("rsync_managers", Document.class).stream()
                        .map(ManagerDocument::read)
                        .toList(),
                stored.getList("cdn_roots", Document.class, List.of()).stream()
                        .map(root -> new CdnRoot(
                                root.getString("cdn_root_url"), List.copyOf(root.getList("dirs", String.class))))
                        .toList(),
                stored.getList("client_codes", String.class),
                relay == null ? null : ManagerDocument.read(relay),
                stored.getBoolean("production"));
    }
}
