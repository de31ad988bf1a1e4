package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.remote.Fields;
import io.slipway.cli.watch.WaveLine;
import io.slipway.cli.watch.WavePause;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The waves of a job: where it stands, and what an act on them covers. */
final class Waves {
    private static final int IPS_SHOWN = 20;
    private static final List<String> COUNTS =
            List.of("succeeded", "failed", "unknown", "running", "held", "skipped", "cancelled");

    private final Session session;
    private final String jobId;

    Waves(Session session, String jobId) {
        this.session = session;
        this.jobId = jobId;
    }

    JsonNode get() {
        return session.dispatcher().get(Jobs.path(jobId) + "/waves");
    }

    /** @param act such as {@code waves/2/skip} */
    JsonNode dry(String act) {
        return dry(act, null);
    }

    private JsonNode dry(String act, @Nullable JsonNode body) {
        return session.dispatcher().act(Jobs.path(jobId) + "/" + act + "?dry_run=true", body);
    }

    /** Says what an act covers and goes on only after a yes. */
    void ask(String act) {
        ask(act, null);
    }

    /** @param body what the act is narrowed to; null where it is not */
    void ask(String act, @Nullable JsonNode body) {
        tell(dry(act, body), Sheet.talk(session));
        new Consent(session).need(session.text("wave.question"), session.text("wave.declined"));
    }

    /** What an act covers, by the dispatcher's own words, with the hosts. */
    void tell(JsonNode answer, Sheet sheet) {
        JsonNode covers = answer.path("covers");
        sheet.line(
                new Line().add(Colour.BOLD, Span.of(Fields.text(covers, "text")).text()));
        List<String> ips = Fields.texts(covers.path("ips"));
        if (!ips.isEmpty()) {
            sheet.line(new Line().add("  " + few(ips)));
        }
    }

    /** Why a job is paused and the commands that end that; nothing where it is not. */
    void tellPause(JsonNode job, Sheet sheet) {
        WavePause pause = WavePause.of(job.path("pause"));
        if (pause != null) {
            sheet.line(new Line().add(session.state("PAUSED")).add("  " + pause.words(session.texts())));
            pause.ways(session.texts(), jobId, Fields.text(job, "kind")).forEach(sheet::advice);
        }
    }

    /** A row for each wave. */
    Table table(JsonNode answer) {
        Table table = session.table("!wave", "!hosts", "state", "ips");
        for (JsonNode wave : Fields.list(answer, "waves")) {
            table.row(
                    title(session, wave),
                    Fields.text(wave, "hosts"),
                    counts(wave),
                    few(Fields.list(wave, "ips").stream()
                            .map(host -> Fields.text(host, "ip"))
                            .toList()));
        }
        return table;
    }

    /** The waves of a plan, with their hosts. */
    static Table planned(Session session, JsonNode plan) {
        Table table = session.table("!wave", "!hosts", "ips");
        for (JsonNode wave : Fields.list(plan, "waves")) {
            List<String> hosts = Fields.texts(wave.path("hosts"));
            table.row(title(session, wave), String.valueOf(hosts.size()), few(hosts));
        }
        return table;
    }

    /** How it goes over its hosts, in a line. */
    Line budget(JsonNode answer) {
        return new Line()
                .add(session.text(
                        "wave.budget",
                        Fields.text(answer, "parallel"),
                        session.texts().word("between", Fields.text(answer, "between")),
                        Fields.text(answer, "failures"),
                        Fields.text(answer, "max_failures")));
    }

    private static String title(Session session, JsonNode wave) {
        return WaveLine.title(session.texts(), wave.path("number").asInt(0), Fields.text(wave, "name"));
    }

    private String counts(JsonNode wave) {
        StringBuilder counts = new StringBuilder();
        for (String state : COUNTS) {
            if (wave.path(state).asInt(0) > 0) {
                counts.append(counts.isEmpty() ? "" : "  ")
                        .append(session.state(state.toUpperCase(Locale.ROOT)).text())
                        .append(' ')
                        .append(Fields.text(wave, state));
            }
        }
        return counts.toString();
    }

    /** As many as can be read at a glance. */
    static String few(List<String> ips) {
        String shown = String.join(" ", ips.subList(0, Math.min(IPS_SHOWN, ips.size())));
        return ips.size() > IPS_SHOWN ? shown + " (+" + (ips.size() - IPS_SHOWN) + ")" : shown;
    }
}
