package io.slipway.dispatcher.servers;

import io.slipway.contract.HealthCheck;
import io.slipway.contract.HealthCheck.Kind;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.servers.ServerBody.HealthBody;
import io.slipway.dispatcher.store.Project;
import io.slipway.erlang.ErlangCallParser;
import io.slipway.erlang.ErlangCallRule;
import io.slipway.erlang.ErlangCatalogue;
import io.slipway.erlang.InvalidErlangCallException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a health check may say: each kind with its own fields and no other's. */
final class HealthChecks {
    private static final int DEFAULT_SECONDS = 30;
    private static final int MOST_SECONDS = 600;
    private static final int MOST_CALL = 200;

    private HealthChecks() {}

    /** @return null where there is none, or where a problem was added */
    static @Nullable HealthCheck check(
            @Nullable HealthBody body, Project project, String pointer, FieldProblems problems) {
        if (body == null) {
            return null;
        }
        Optional<Kind> kind = kind(body.kind());
        problems.require(kind.isPresent(), ProblemCode.BAD_VALUE, pointer + "/kind");
        int seconds = Objects.requireNonNullElse(body.withinSeconds(), DEFAULT_SECONDS);
        problems.require(seconds >= 1 && seconds <= MOST_SECONDS, ProblemCode.BAD_VALUE, pointer + "/within_seconds");
        if (kind.isEmpty()) {
            return null;
        }
        boolean erlang = kind.get() == Kind.ERLANG;
        Integer port = body.port();
        if (erlang) {
            problems.require(port == null, ProblemCode.BAD_VALUE, pointer + "/port");
        } else {
            problems.require(port != null && port >= 1 && port <= 65535, ProblemCode.BAD_PORT, pointer + "/port");
        }
        String path = body.path();
        problems.require(
                kind.get() == Kind.HTTP ? path != null && ServerWords.urlPath(path) : path == null,
                ProblemCode.BAD_VALUE,
                pointer + "/path");
        String call = body.call();
        if (erlang) {
            call(call, project, pointer + "/call", problems);
        } else {
            problems.require(call == null, ProblemCode.BAD_VALUE, pointer + "/call");
        }
        return new HealthCheck(kind.get(), port, path, call == null ? null : call.strip(), seconds);
    }

    private static Optional<Kind> kind(String wire) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(wire)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** It is asked again and again, so it must be one that does no harm when it runs twice. */
    private static void call(@Nullable String call, Project project, String pointer, FieldProblems problems) {
        if (call == null || call.length() > MOST_CALL) {
            problems.require(false, ProblemCode.BAD_COMMAND, pointer);
            return;
        }
        ErlangCatalogue catalogue = new ErlangCatalogue(project.erlangCommands().stream()
                .map(allowed -> ErlangCallRule.parse(allowed.call(), allowed.idempotent()))
                .toList());
        try {
            Optional<ErlangCallRule> rule = catalogue.ruleFor(ErlangCallParser.parse(call.strip()));
            if (rule.isEmpty() || !rule.get().idempotent()) {
                problems.add(FieldProblem.of(
                        ProblemCode.COMMAND_NOT_ALLOWED,
                        pointer,
                        "健康检查只能使用项目 erlang_commands 中 idempotent 为 true 的命令",
                        "A health check uses a call of the project's erlang_commands that is idempotent"));
            }
        } catch (InvalidErlangCallException e) {
            problems.require(false, ProblemCode.BAD_COMMAND, pointer);
        }
    }
}
