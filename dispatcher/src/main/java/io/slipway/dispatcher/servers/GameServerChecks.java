package io.slipway.dispatcher.servers;

import io.slipway.contract.HealthCheck;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.Project.Area;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.name.IpLiteral;
import io.slipway.name.SafeName;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a game server may say (rows A5 and A6 of the abuse table). */
final class GameServerChecks {
    static final int MAX_LABELS = 16;
    private static final Set<String> ROLES = Set.of("game", "cross", "cross_center");

    private final Project project;
    private final FieldProblems problems;

    GameServerChecks(Project project, FieldProblems problems) {
        this.project = project;
        this.problems = problems;
    }

    /**
     * @param name the name it gets
     * @param known what there is under that name, whose values stand in for what is absent; null where nothing is
     * @return meaningful only where no problem was added
     */
    RegisteredServer check(ServerBody body, String name, @Nullable RegisteredServer known, String pointer) {
        problems.require(SafeName.allowed(name), ProblemCode.BAD_NAME, pointer + "/name");
        String area = area(body, known, pointer);
        String title = Objects.requireNonNullElse(kept(body.title(), known == null ? null : known.title()), name);
        problems.require(title.equals(name) || ServerWords.title(title), ProblemCode.BAD_NAME, pointer + "/title");
        String machine = kept(body.machine(), known == null ? null : known.machine());
        problems.require(machine == null || ServerWords.title(machine), ProblemCode.BAD_NAME, pointer + "/machine");
        String process =
                Objects.requireNonNullElse(ServerWords.given(body.process()), known == null ? name : known.process());
        problems.require(
                process.equals(name) || ServerWords.process(process), ProblemCode.BAD_NAME, pointer + "/process");
        String path = kept(body.path(), known == null ? null : known.path());
        problems.require(path == null || ServerWords.path(path), ProblemCode.BAD_PATH, pointer + "/path");
        String appType = kept(body.appType(), known == null ? null : known.appType());
        problems.require(appType == null || SafeName.allowed(appType), ProblemCode.BAD_NAME, pointer + "/app_type");
        String role = Objects.requireNonNullElse(ServerWords.given(body.role()), known == null ? "game" : known.role());
        problems.require(ROLES.contains(role), ProblemCode.BAD_VALUE, pointer + "/role");
        HealthCheck health = body.health() == null && known != null
                ? known.health()
                : HealthChecks.check(body.health(), project, pointer + "/health", problems);
        return new RegisteredServer(
                area,
                body.ip(),
                name,
                title,
                machine,
                process,
                path,
                appType,
                role,
                labels(body, known, pointer + "/labels"),
                health,
                0);
    }

    /** Absent keeps what is known, empty takes it away. */
    private static @Nullable String kept(@Nullable String given, @Nullable String known) {
        return given == null ? known : ServerWords.given(given);
    }

    private List<String> labels(ServerBody body, @Nullable RegisteredServer known, String pointer) {
        List<String> labels = body.labels();
        if (labels == null) {
            return known == null ? List.of() : known.labels();
        }
        if (problems.atMost(MAX_LABELS, labels.size(), pointer)) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < labels.size(); i++) {
                problems.require(SafeName.allowed(labels.get(i)), ProblemCode.BAD_NAME, pointer + "/" + i);
                problems.require(seen.add(labels.get(i)), ProblemCode.DUPLICATE, pointer + "/" + i);
            }
        }
        return List.copyOf(labels);
    }

    private String area(ServerBody body, @Nullable RegisteredServer known, String pointer) {
        if (!IpLiteral.allowed(body.ip())) {
            problems.require(false, ProblemCode.UNKNOWN_HOST, pointer + "/ip");
            return "";
        }
        String given = Objects.requireNonNullElse(ServerWords.given(body.area()), known == null ? "" : known.area());
        List<Area> having = project.areas().stream()
                .filter(area -> area.hosts().contains(body.ip()))
                .toList();
        if (!given.isEmpty()) {
            return named(given, having, pointer);
        }
        if (having.size() > 1) {
            problems.add(FieldProblem.of(
                    ProblemCode.BAD_VALUE,
                    pointer + "/area",
                    "该 IP 属于多个地区,请写明 area",
                    "The IP is one of several areas: say which in area"));
        }
        problems.require(!having.isEmpty(), ProblemCode.UNKNOWN_HOST, pointer + "/ip");
        return having.isEmpty() ? "" : having.get(0).name();
    }

    private String named(String given, List<Area> having, String pointer) {
        Optional<Area> area = project.areas().stream()
                .filter(one -> one.name().equals(given) || one.codes().contains(given))
                .findFirst();
        if (area.isEmpty()) {
            problems.add(FieldProblem.of(
                    ProblemCode.BAD_VALUE,
                    pointer + "/area",
                    "项目没有这个地区,请先在项目配置中加入",
                    "The project has no such area; add it to the project first"));
            return "";
        }
        problems.require(having.contains(area.get()), ProblemCode.UNKNOWN_HOST, pointer + "/ip");
        return area.get().name();
    }
}
