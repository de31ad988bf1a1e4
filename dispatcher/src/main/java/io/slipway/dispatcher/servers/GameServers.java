package io.slipway.dispatcher.servers;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.servers.ServerPlan.Mode;
import io.slipway.dispatcher.store.GameServerStore;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.ProjectServers;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.RegisteredServer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The one way to change game servers: decided on the list of now, written by compare-and-set. */
@Component
class GameServers {
    private static final int MOST_TRIES = 20;

    private final GameServerStore store;
    private final ProjectStore projects;
    private final ServerUse use;

    GameServers(GameServerStore store, ProjectStore projects, ServerUse use) {
        this.store = store;
        this.projects = projects;
        this.use = use;
    }

    /** What a change decided. */
    private record Decision<T>(T answer, @Nullable Map<String, RegisteredServer> after) {}

    ProjectServers of(String project) {
        return store.of(project);
    }

    /** @throws ProblemException {@code unknown_game_server} */
    RegisteredServer get(String project, String id) {
        return store.of(project).find(id).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_GAME_SERVER));
    }

    /** What the list would change now. */
    ServerPlan plan(String project, ServerFile file, Mode mode) {
        ServerPlan plan = ServerPlan.of(file, store.of(project), project(project), mode);
        use.refuseHeld(project, plan.held());
        return plan;
    }

    /**
     * All of the list or nothing.
     *
     * @param agreed refuses a plan by throwing, just before it is written
     */
    ServerPlan take(String project, ServerFile file, Mode mode, Consumer<ServerPlan> agreed) {
        return change(project, now -> {
            ServerPlan plan = ServerPlan.of(file, now, project(project), mode);
            agreed.accept(plan);
            use.refuseHeld(project, plan.held());
            return new Decision<>(plan, plan.changes().isEmpty() ? null : plan.after());
        });
    }

    /**
     * Creates the server, or replaces it as a whole; it may get another IP and name.
     *
     * @param revision of the one that is replaced; null where the caller believes there is none
     */
    RegisteredServer put(String project, String id, ServerBody body, @Nullable Long revision) {
        return change(project, now -> {
            FieldProblems problems = new FieldProblems();
            Optional<RegisteredServer> known = now.find(id);
            String name = Objects.requireNonNullElse(ServerWords.given(body.name()), id.substring(id.indexOf(':') + 1));
            RegisteredServer wanted = new GameServerChecks(project(project), problems)
                    .check(body, name, null, "")
                    .at(now.revision() + 1);
            problems.refuseIfAny();
            if (known.isEmpty() && !wanted.id().equals(id)) {
                throw new ProblemException(FieldProblem.of(
                        ProblemCode.BAD_VALUE,
                        id.startsWith(wanted.ip() + ":") ? "/name" : "/ip",
                        "新游戏服的 ip 与 name 须与地址一致",
                        "The ip and name of a new game server are those of the address"));
            }
            refuseOther(known, revision);
            Map<String, RegisteredServer> after = now.byId();
            if (known.isPresent() && ServerUse.moves(known.get(), wanted)) {
                use.refuseHeld(project, Map.of(id, changedField(known.get(), wanted)));
                after.remove(id);
            }
            if (after.containsKey(wanted.id()) && !wanted.id().equals(id)) {
                throw new ProblemException(FieldProblem.of(ProblemCode.NAME_TAKEN, "/name"));
            }
            if (known.isPresent() && known.get().saysTheSame(wanted)) {
                return new Decision<>(known.get(), null);
            }
            after.put(wanted.id(), wanted);
            return new Decision<>(wanted, after);
        });
    }

    /** @param revision null where the caller takes it as it is */
    void remove(String project, String id, @Nullable Long revision) {
        change(project, now -> {
            RegisteredServer known =
                    now.find(id).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_GAME_SERVER));
            if (revision != null) {
                refuseOther(Optional.of(known), revision);
            }
            use.refuseHeld(project, Map.of(id, ""));
            Map<String, RegisteredServer> after = now.byId();
            after.remove(id);
            return new Decision<>(known, after);
        });
    }

    private static String changedField(RegisteredServer before, RegisteredServer after) {
        if (!before.ip().equals(after.ip())) {
            return "/ip";
        }
        if (!before.name().equals(after.name())) {
            return "/name";
        }
        return before.process().equals(after.process()) ? "/area" : "/process";
    }

    private static void refuseOther(Optional<RegisteredServer> known, @Nullable Long revision) {
        @Nullable Long now = known.map(RegisteredServer::revision).orElse(null);
        if (!Objects.equals(now, revision)) {
            throw new ProblemException(
                    ProblemCode.CHANGED_MEANWHILE,
                    List.of(),
                    now == null
                            ? new ProblemException.Hint("该游戏服已被删除", "The game server was removed")
                            : new ProblemException.Hint(
                                    "当前 revision 为 " + now + ",请重新读取,并以 If-Match 提交",
                                    "Its revision is " + now + " now; read it again and send that as If-Match"));
        }
    }

    private Project project(String code) {
        return projects.find(code).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_PROJECT));
    }

    private <T> T change(String project, Function<ProjectServers, Decision<T>> decide) {
        for (int i = 0; i < MOST_TRIES; i++) {
            ProjectServers now = store.of(project);
            Decision<T> decision = decide.apply(now);
            Map<String, RegisteredServer> after = decision.after();
            if (after == null || written(now, after)) {
                return decision.answer();
            }
        }
        throw new ProblemException(ProblemCode.SETUP_BUSY);
    }

    private boolean written(ProjectServers now, Map<String, RegisteredServer> after) {
        try {
            return store.replace(now, after.values());
        } catch (GameServerStore.TooMuchException e) {
            throw new ProblemException(FieldProblem.of(
                    ProblemCode.TOO_MANY,
                    "/" + ServerFile.LIST,
                    "项目的游戏服合计超过 12 MiB",
                    "The project's game servers are more than 12 MiB in all"));
        }
    }
}
