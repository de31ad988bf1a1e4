package io.slipway.cli.command;

import io.slipway.cli.command.Finding.Result;
import io.slipway.cli.remote.Fields;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Looks at workers: whether they live, and whether they are of one version. */
final class WorkerCheckup {
    private final Session session;
    private final Checkup checkup;

    WorkerCheckup(Session session, Checkup checkup) {
        this.session = session;
        this.checkup = checkup;
    }

    void look(JsonNode answer) {
        List<JsonNode> workers = Fields.list(answer, "workers");
        List<JsonNode> alive = workers.stream()
                .filter(worker -> worker.path("alive").asBoolean(false))
                .toList();
        List<JsonNode> silent =
                workers.stream().filter(worker -> !alive.contains(worker)).toList();
        if (alive.isEmpty()) {
            checkup.add("workers", Result.BROKEN, session.text("doctor.workers.none"), "doctor.workers.start");
        } else if (silent.isEmpty()) {
            checkup.add("workers", Result.OK, session.text("doctor.workers.alive", alive.size()));
        } else {
            checkup.add(
                    "workers",
                    Result.WARNING,
                    session.text("doctor.workers.silent", silent.size(), ids(silent)),
                    "doctor.workers.look");
        }
        versions(alive);
    }

    private void versions(List<JsonNode> alive) {
        Map<String, List<JsonNode>> versions = alive.stream()
                .collect(Collectors.groupingBy(
                        worker -> Fields.text(worker.path("versions"), "slipway"), TreeMap::new, Collectors.toList()));
        if (versions.size() > 1) {
            String each = versions.entrySet().stream()
                    .map(version -> version.getKey() + ": " + ids(version.getValue()))
                    .collect(Collectors.joining("; "));
            checkup.add("versions", Result.WARNING, each, "doctor.versions.fix");
        } else if (!versions.isEmpty()) {
            checkup.add("versions", Result.OK, versions.keySet().iterator().next());
        }
    }

    private static String ids(List<JsonNode> workers) {
        return workers.stream()
                .map(worker -> Fields.text(worker, "worker_id"))
                .limit(5)
                .collect(Collectors.joining(" "));
    }
}
