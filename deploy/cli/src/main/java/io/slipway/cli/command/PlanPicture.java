package io.slipway.cli.command;

import io.slipway.cli.console.Bytes;
import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.remote.Fields;
import io.slipway.cli.watch.Spell;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A release plan as people want to see it: how much, from what to what, in which order, and what is in the way. */
final class PlanPicture {
    private static final int REFUSED_SHOWN = 50;

    private final Session session;
    private final JsonNode plan;

    PlanPicture(Session session, JsonNode plan) {
        this.session = session;
        this.plan = plan;
    }

    void draw(Sheet sheet) {
        sheet.line(headline());
        sheet.line(identity());
        sheet.blank().table(Waves.planned(session, plan)).blank();
        if (!plan.path("differences").isEmpty()) {
            sheet.table(differences()).blank();
        }
        sheet.line(effort());
        sheet.line(manner());
        List<JsonNode> warnings = Fields.list(plan, "warnings");
        warnings.forEach(
                warning -> sheet.line(new Line().add(Colour.YELLOW, "! ").add(Span.of(remark(warning)))));
        List<JsonNode> refused = Fields.list(plan, "refused");
        refused.stream().limit(REFUSED_SHOWN).forEach(one -> sheet.line(refusal(one)));
        if (refused.size() > REFUSED_SHOWN) {
            sheet.line(plain(session.text("plan.refused.more", refused.size() - REFUSED_SHOWN)));
        }
        refused.stream()
                .map(one -> Fields.text(one, "code"))
                .distinct()
                .filter(code -> !advice(code).equals(code))
                .forEach(code -> sheet.advice(code + ": " + advice(code)));
    }

    /** What to do about game servers that are left out; the code itself where a newer dispatcher has one more. */
    private String advice(String code) {
        return session.texts().word("refused", code);
    }

    static Line plain(String text) {
        return new Line().add(Span.of(text));
    }

    /** {@code 12 台主机, 48 个游戏服, GameServer 1.0.3 → 1.0.4}. */
    private Line headline() {
        return new Line()
                .add(
                        Colour.BOLD,
                        session.text(
                                        "plan.headline",
                                        Fields.text(plan, "hosts"),
                                        Fields.text(plan, "servers"),
                                        Fields.text(plan, "app_type"))
                                + " ")
                .add(Span.of(from()))
                .add(" → ")
                .add(new Span(Colour.BOLD, Fields.text(plan, "version")));
    }

    /** What runs now; with how many where they differ. */
    private String from() {
        Map<String, Long> versions = new LinkedHashMap<>();
        for (JsonNode host : Fields.list(plan, "plan")) {
            for (JsonNode server : Fields.list(host, "servers")) {
                versions.merge(version(Fields.text(server, "from_version")), 1L, Long::sum);
            }
        }
        return versions.size() <= 1
                ? String.join("", versions.keySet())
                : versions.entrySet().stream()
                        .map(one -> one.getKey() + " (" + one.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }

    private String version(String from) {
        return from.isEmpty() ? session.text("plan.from.nothing") : from;
    }

    private Line identity() {
        String state = Fields.text(plan, "state");
        Line line = new Line()
                .add(session.texts().word("purpose", Fields.text(plan, "purpose")))
                .add("  ")
                .add(new Span(Colour.DIM, Fields.text(plan, "id")))
                .add(Span.of("  " + Fields.text(plan, "project") + "/" + Fields.text(plan, "area") + "  "));
        return state.equals("OPEN")
                ? line.add(session.text("plan.expires", Action.seconds(Fields.text(plan, "expires_at"))))
                : line.add(Colour.RED, session.texts().word("plan_state", state));
    }

    private Table differences() {
        Table table = session.table("!from_version", "!servers", "!new", "!changed", "!removed", "!kept", "!amount");
        for (JsonNode one : Fields.list(plan, "differences")) {
            table.row(
                    version(Fields.text(one, "from_version")),
                    Fields.text(one, "servers"),
                    Fields.text(one, "new"),
                    Fields.text(one, "changed"),
                    Fields.text(one, "removed"),
                    Fields.text(one, "kept"),
                    Bytes.of(one.path("bytes").asLong(0)));
        }
        return table;
    }

    private Line effort() {
        String amount = Bytes.of(plan.path("bytes_to_send").asLong(0));
        JsonNode seconds = plan.path("expected_seconds");
        return plain(
                seconds.isNumber()
                        ? session.text(
                                "plan.effort",
                                amount,
                                Spell.of(Duration.ofSeconds(seconds.asLong())),
                                Fields.text(plan, "expected_from_runs"))
                        : session.text("plan.effort.unknown", amount));
    }

    /** How it goes over the hosts, and what it does on each. */
    private Line manner() {
        return plain(session.text(
                "plan.manner",
                Fields.text(plan, "parallel"),
                session.texts().word("between", Fields.text(plan, "between")),
                Fields.text(plan, "max_failures"),
                session.texts().word("processes", Fields.text(plan, "processes")),
                String.join(" ", Fields.texts(plan.path("kept")))));
    }

    private static Line refusal(JsonNode refused) {
        return new Line().add(Colour.RED, "✗ ").add(Span.of(remark(refused)));
    }

    /** {@code text (code)}; the text names the game server it is about. */
    static String remark(JsonNode remark) {
        return Fields.text(remark, "text") + " (" + Fields.text(remark, "code") + ")";
    }
}
