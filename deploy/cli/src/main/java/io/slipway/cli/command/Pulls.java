package io.slipway.cli.command;

import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pulls and the file lists they end with. */
final class Pulls {
    private final Session session;

    Pulls(Session session) {
        this.session = session;
    }

    /**
     * What is pulled.
     *
     * @param clientType only of hot_client, and only where the version receiver keeps the two apart
     */
    record Wanted(String uuid, UpdateType type, @Nullable Integer clientType) {}

    static String areaPath(String project, String area) {
        return "/api/v1/projects/" + Dispatcher.segment(project) + "/areas/" + Dispatcher.segment(area);
    }

    /** Asking again with the same uuid is the same pull. */
    JsonNode start(String project, String area, String version, Wanted wanted) {
        ObjectNode body = Documents.object().put("uuid", wanted.uuid()).put("version", version);
        body.put("update_type", wanted.type().name());
        if (wanted.clientType() != null) {
            body.put("client_type", wanted.clientType());
        }
        JsonNode accepted = session.dispatcher().submit(areaPath(project, area) + "/file-pulls", body);
        session.say("pull.accepted", wanted.uuid());
        return accepted;
    }

    /** Every file of a pull that succeeded, all pages. */
    List<JsonNode> files(String jobId) {
        List<JsonNode> files = new ArrayList<>();
        long pages = 1;
        for (long page = 0; page < pages; page++) {
            JsonNode answer = session.dispatcher().get(Jobs.path(jobId) + "/files?page=" + page);
            pages = answer.path("pages").asLong(0);
            files.addAll(Fields.list(answer, "files"));
        }
        return files;
    }

    void show(String jobId) {
        List<JsonNode> files = files(jobId);
        ObjectNode data = Documents.object().put("job_id", jobId);
        data.putArray("files").addAll(files);
        session.show(data, () -> {
            session.print(table(files));
            long bytes = files.stream()
                    .mapToLong(file -> file.path("size").asLong(0))
                    .sum();
            session.say("pull.total", files.size(), bytes);
        });
    }

    private Table table(List<JsonNode> files) {
        Table table = session.table("file", "!size", "!md5");
        files.forEach(file -> table.row(
                Span.of(Fields.text(file, "name")),
                Span.of(Fields.text(file, "size")),
                Span.of(Fields.text(file, "md5"))));
        return table;
    }
}
