package io.slipway.cli.command;

import io.slipway.cli.command.Finding.Result;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Fields;
import io.slipway.cli.remote.NoAnswerException;
import io.slipway.cli.remote.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Looks at an installation from outside, one thing after another, and changes nothing. A look that is refused or not answered is a
 * finding like others, so that the rest is still seen.
 */
final class Checkup {
    private static final Duration CLOCK_WARNING = Duration.ofSeconds(5);
    private static final Duration CLOCK_BROKEN = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofDays(14);

    private final Session session;
    private final Dispatcher dispatcher;
    private final List<Finding> findings = new ArrayList<>();

    Checkup(Session session) {
        this.session = session;
        this.dispatcher = session.dispatcher();
    }

    /** In the order they were looked at. */
    List<Finding> findings() {
        return findings;
    }

    /** @return how it ends where nobody answers, or not to this token; OK where everything was looked at */
    ExitCode look() {
        try {
            process();
        } catch (NoAnswerException e) {
            add(
                    "api",
                    Result.BROKEN,
                    session.text("doctor.api.away", session.url(), String.valueOf(e.getMessage())),
                    "doctor.api.fix");
            return ExitCode.UNREACHABLE;
        }
        guarded("parts", this::parts);
        clock();
        if (!token()) {
            return ExitCode.AUTH;
        }
        guarded("workers", () -> new WorkerCheckup(session, this).look(dispatcher.get("/api/v1/workers")));
        guarded("queues", () -> new QueueCheckup(session, this).look(dispatcher.get("/api/v1/queues")));
        guarded("callbacks", this::callbacks);
        guarded("disk", () -> new DiskCheckup(session, this).look(dispatcher.getText("/metrics", "text/plain")));
        return ExitCode.OK;
    }

    void add(String check, Result result, String detail) {
        findings.add(new Finding(check, result, detail, ""));
    }

    /** @param fix key of a text */
    void add(String check, Result result, String detail, String fix) {
        findings.add(new Finding(check, result, detail, session.text(fix)));
    }

    private void process() {
        try {
            List<String> broken = Fields.texts(dispatcher.health("/health").path("broken"));
            if (broken.isEmpty()) {
                add("api", Result.OK, session.url().toString());
            } else {
                add(
                        "api",
                        Result.BROKEN,
                        session.text("doctor.api.broken", String.join(" ", broken)),
                        "doctor.api.restart");
            }
        } catch (RefusedException e) {
            add("api", Result.BROKEN, refusal(e), "doctor.api.fix");
        }
    }

    private void parts() {
        dispatcher.health("/health/ready").path("parts").properties().forEach(part -> {
            boolean up = part.getValue().asString("").equals("UP");
            if (up) {
                add(part.getKey(), Result.OK, session.text("doctor.part.up"));
            } else {
                add(
                        part.getKey(),
                        Result.BROKEN,
                        session.text("doctor.part.down"),
                        switch (part.getKey()) {
                            case "store" -> "doctor.store.fix";
                            case "broker" -> "doctor.broker.fix";
                            default -> "doctor.election.fix";
                        });
            }
        });
    }

    /** Times in answers and on hosts are compared, and a signature of a callback is good for some minutes. */
    private void clock() {
        Duration ahead = dispatcher.ahead();
        Duration apart = ahead.abs();
        String detail = session.text("doctor.clock", ahead.toSeconds());
        if (apart.compareTo(CLOCK_WARNING) <= 0) {
            add("clock", Result.OK, detail);
        } else {
            add(
                    "clock",
                    apart.compareTo(CLOCK_BROKEN) > 0 ? Result.BROKEN : Result.WARNING,
                    detail,
                    "doctor.clock.fix");
        }
    }

    private boolean token() {
        try {
            JsonNode me = dispatcher.get("/api/v1/session");
            String ends = Fields.text(me, "expires_at");
            String account = Fields.text(me, "account");
            if (!ends.isEmpty() && Instant.parse(ends).isBefore(dispatcher.now().plus(SOON))) {
                add(
                        "token",
                        Result.WARNING,
                        session.text("doctor.token.ends", account, Action.seconds(ends)),
                        "doctor.token.renew");
            } else {
                add("token", Result.OK, account);
            }
            return true;
        } catch (RefusedException e) {
            boolean unknown = e.problem().status() == 401;
            add("token", unknown ? Result.BROKEN : Result.NOT_SEEN, refusal(e), "doctor.token.fix");
            return !unknown;
        } catch (NoAnswerException e) {
            add("token", Result.NOT_SEEN, String.valueOf(e.getMessage()));
            return true;
        }
    }

    private void callbacks() {
        int dead = Fields.list(dispatcher.get("/api/v1/callbacks?state=EXHAUSTED&limit=500"), "callbacks")
                .size();
        if (dead == 0) {
            add("callbacks", Result.OK, session.text("doctor.callbacks.none"));
        } else {
            add(
                    "callbacks",
                    Result.BROKEN,
                    session.text("doctor.callbacks.dead", dead < 500 ? dead : "500+"),
                    "doctor.callbacks.fix");
        }
    }

    private void guarded(String check, Runnable look) {
        try {
            look.run();
        } catch (RefusedException e) {
            add(check, Result.NOT_SEEN, refusal(e));
        } catch (NoAnswerException e) {
            add(check, Result.NOT_SEEN, String.valueOf(e.getMessage()));
        }
    }

    private static String refusal(RefusedException e) {
        return e.problem().status() + " " + e.problem().code();
    }
}
