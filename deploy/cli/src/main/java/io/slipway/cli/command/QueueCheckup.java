package io.slipway.cli.command;

import io.slipway.cli.command.Finding.Result;
import io.slipway.cli.remote.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Looks at queues: whether somebody takes from each, how long orders wait, and what died. */
final class QueueCheckup {
    private static final long LONG_SECONDS = Duration.ofMinutes(30).toSeconds();

    private final Session session;
    private final Checkup checkup;

    QueueCheckup(Session session, Checkup checkup) {
        this.session = session;
        this.checkup = checkup;
    }

    void look(JsonNode answer) {
        List<JsonNode> queues = Fields.list(answer, "queues");
        List<String> unserved = new ArrayList<>();
        List<String> slow = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        boolean unknown = false;
        for (JsonNode queue : queues) {
            String name = Fields.text(queue, "name");
            boolean asked = !Fields.text(queue, "consumers").isEmpty();
            unknown |= !asked;
            if (asked
                    && queue.path("consumers").asInt(0) == 0
                    && !Fields.text(queue, "role").equals("other")) {
                unserved.add(name);
            }
            if (queue.path("oldest_seconds").asLong(0) > LONG_SECONDS) {
                slow.add(name);
            }
            if (queue.path("dead").asInt(0) > 0) {
                dead.add(name + ": " + queue.path("dead").asInt(0));
            }
        }
        if (!unserved.isEmpty()) {
            checkup.add(
                    "queues",
                    Result.BROKEN,
                    session.text("doctor.queues.unserved", named(unserved)),
                    "doctor.queues.fix");
        }
        if (!slow.isEmpty()) {
            checkup.add(
                    "queues", Result.WARNING, session.text("doctor.queues.slow", named(slow)), "doctor.queues.wait");
        }
        if (unserved.isEmpty() && slow.isEmpty()) {
            checkup.add(
                    "queues",
                    unknown ? Result.NOT_SEEN : Result.OK,
                    unknown
                            ? session.text("doctor.queues.unknown")
                            : session.text("doctor.queues.served", queues.size()));
        }
        if (dead.isEmpty()) {
            checkup.add("dead_letters", Result.OK, session.text("doctor.dead.none"));
        } else {
            checkup.add("dead_letters", Result.BROKEN, named(dead), "doctor.dead.fix");
        }
    }

    private static String named(List<String> queues) {
        return queues.stream().limit(10).collect(Collectors.joining(" "));
    }
}
