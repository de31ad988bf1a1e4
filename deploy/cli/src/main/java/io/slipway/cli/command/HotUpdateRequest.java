package io.slipway.cli.command;

import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The CMDB's body of a hot update, from a file or from options. */
final class HotUpdateRequest {
    private static final int NAMES_SHOWN = 10;

    private final Session session;
    private final HotUpdateCommand asked;
    private final Input input;

    HotUpdateRequest(Session session, HotUpdateCommand asked) {
        this.session = session;
        this.asked = asked;
        this.input = new Input(session);
    }

    JsonNode json() {
        return asked.body == null ? fromOptions() : fromFile(asked.body);
    }

    /** The body as it is; what the arguments say may be absent in it, but not differ. */
    private JsonNode fromFile(String file) {
        if (asked.hasParts()) {
            throw input.usage(session.text("hot.body.alone"));
        }
        if (!(input.json(file) instanceof ObjectNode body)) {
            throw input.usage(session.text("hot.body.object", file));
        }
        String uuid = Fields.text(body, "uuid");
        agree(body, "version", asked.version);
        agree(body, "uuid", asked.uuid != null ? asked.uuid : uuid.isEmpty() ? newUuid() : uuid);
        return body;
    }

    private void agree(ObjectNode body, String field, String value) {
        String given = Fields.text(body, field);
        if (!given.isEmpty() && !given.equals(value)) {
            throw input.usage(session.text("hot.body.differs", field, given, value));
        }
        body.put(field, value);
    }

    private JsonNode fromOptions() {
        String uuid = asked.uuid == null ? newUuid() : asked.uuid;
        ServerList servers = servers();
        boolean client = !asked.cdn.isEmpty();
        if (client != servers.isEmpty()) {
            throw input.usage(session.text(client ? "hot.both" : "hot.neither"));
        }
        if (client && (asked.clientType == null || !asked.commands.isEmpty())) {
            throw input.usage(session.text("hot.client.options"));
        }
        FileList files = files();
        if (files.isEmpty() && !asked.all) {
            throw input.usage(session.text("hot.files.none"));
        }
        UpdateType type = client ? UpdateType.hot_client : UpdateType.hot_server;
        ObjectNode body = Documents.object().put("update_type", type.name());
        if (client) {
            body.put("client_type", asked.clientType);
            body.set("data", directories());
        } else {
            body.set("update_server_list", servers.json());
        }
        body.put("uuid", uuid).put("version", asked.version);
        asked.waves.into(body, session);
        if (asked.all || !files.incomplete().isEmpty()) {
            complete(files, uuid, type);
        }
        body.set("update_file_list", files.json());
        if (!asked.commands.isEmpty()) {
            asked.commands.forEach(body.putArray("erlang_cmd_list")::add);
        }
        return body;
    }

    private ServerList servers() {
        ServerList servers = new ServerList();
        for (String server : asked.servers) {
            addServer(servers, server);
        }
        String file = asked.serversFile;
        if (file != null) {
            String text = input.text(file);
            List<String> lines = Input.lines(text);
            boolean plain = !lines.isEmpty() && lines.stream().allMatch(line -> line.matches("[^\\s{}\\[\\]\"]+:\\S+"));
            if (plain) {
                lines.forEach(line -> addServer(servers, line));
            } else if (!servers.add(input.yaml(file, text))) {
                throw input.usage(session.text("hot.servers.file", file));
            }
        }
        return servers;
    }

    private void addServer(ServerList servers, String text) {
        if (!servers.add(text)) {
            throw input.usage(session.text("hot.server.form", text));
        }
    }

    private FileList files() {
        FileList files = new FileList();
        asked.files.forEach(files::add);
        String file = asked.filesFile;
        if (file != null) {
            String text = input.text(file);
            if (text.stripLeading().startsWith("[") || text.stripLeading().startsWith("{")) {
                files.add(input.yaml(file, text));
            } else {
                Input.lines(text).forEach(files::add);
            }
        }
        return files;
    }

    /** The root is the part before the first slash: a host name. */
    private ArrayNode directories() {
        ArrayNode list = Documents.object().putArray("list");
        for (String given : asked.cdn) {
            int slash = given.indexOf('/');
            if (slash < 1 || slash == given.length() - 1) {
                throw input.usage(session.text("hot.cdn.form", given));
            }
            list.addObject().put("cdn_root_url", given.substring(0, slash)).put("cdn_dir", given.substring(slash + 1));
        }
        return list;
    }

    /** Pulls first, with the same uuid: the hot update takes that snapshot then. */
    private void complete(FileList files, String uuid, UpdateType type) {
        session.say("hot.pulling");
        Pulls pulls = new Pulls(session);
        String id = Fields.text(
                pulls.start(asked.project, asked.area, asked.version, new Pulls.Wanted(uuid, type, asked.clientType)),
                "job_id");
        session.watch(id, asked.watch.until);
        ExitCode pulled = ExitCode.ofJob(Fields.text(new Jobs(session).job(id), "state"));
        if (pulled != ExitCode.OK) {
            throw new CommandFailure(
                    ExitCode.FAILED, session.text("hot.pull.failed"), session.text("job.show.how", id));
        }
        List<JsonNode> list = pulls.files(id);
        @Nullable String missing = missing(files.complete(list));
        if (missing != null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    session.text("hot.files.unknown", missing),
                    session.text("hot.files.unknown.advice"));
        }
        if (asked.all) {
            files.addAll(list);
        }
    }

    private static @Nullable String missing(List<String> names) {
        if (names.isEmpty()) {
            return null;
        }
        String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        return names.size() > NAMES_SHOWN ? shown + " (+" + (names.size() - NAMES_SHOWN) + ")" : shown;
    }

    private static String newUuid() {
        return UUID.randomUUID().toString();
    }
}
