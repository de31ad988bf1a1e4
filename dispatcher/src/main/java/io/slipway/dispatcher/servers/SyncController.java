package io.slipway.dispatcher.servers;

import io.slipway.contract.Sha256;
import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.TreeBodies;
import io.slipway.dispatcher.servers.ServerPlan.Mode;
import io.slipway.dispatcher.store.RegisteredServer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes over the list that another system keeps: shown as a difference, and applied only as a person has confirmed it. */
@RestController
@RequestMapping(ServerTexts.PATH + "/sync")
@Tag(name = "game servers")
class SyncController {
    private final GameServers servers;
    private final ServerSource source;
    private final ServerTexts texts;
    private final TreeBodies trees;

    SyncController(GameServers servers, ServerSource source, ServerTexts texts, TreeBodies trees) {
        this.servers = servers;
        this.source = source;
        this.texts = texts;
        this.trees = trees;
    }

    /** What the other system's list would change. */
    @Schema(name = "GameServerSync")
    public record Sync(
            @Schema(description = "Send it to confirm exactly this difference", example = "9f86d081884c7d65…")
            String digest,

            ServerImport difference) {}

    /** The difference that was looked at. */
    @Schema(name = "GameServerSyncConfirmation")
    public record Confirmation(
            @Schema(description = "That of the difference", example = "9f86d081884c7d65…")
            String digest) {}

    @Allowed(AccessRole.ADMIN)
    @PostMapping
    @Operation(
            summary = "Fetch the list of the project's source and say what it would change",
            description =
                    "Nothing is changed. The address stands in the dispatcher's configuration. 502 `source_unusable` where the"
                            + " source gives no list.")
    Sync look(
            @PathVariable String project,
            @Parameter(description = "replace removes what the list does not name")
                    @RequestParam(defaultValue = "merge")
                    String mode,
            Caller caller,
            HttpServletRequest request) {
        caller.mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        Mode how = GameServerController.mode(mode);
        ServerPlan plan = fetched(project, file -> servers.plan(project, file, how));
        return new Sync(digest(how, plan), ServerImport.of(plan, false, trees, Language.of(request)));
    }

    @Allowed(AccessRole.ADMIN)
    @PostMapping("/confirm")
    @Operation(
            summary = "Apply the difference with that digest",
            description =
                    "The list is fetched again. 409 `changed_meanwhile` where the difference is another one by now; look again.")
    ServerImport confirm(
            @PathVariable String project,
            @Parameter(description = "As when it was looked at") @RequestParam(defaultValue = "merge") String mode,
            @RequestBody Confirmation confirmation,
            Caller caller,
            HttpServletRequest request) {
        caller.mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        Mode how = GameServerController.mode(mode);
        ServerPlan done = fetched(
                project,
                file -> servers.take(project, file, how, plan -> {
                    if (!digest(how, plan).equals(confirmation.digest())) {
                        throw new ProblemException(
                                ProblemCode.CHANGED_MEANWHILE,
                                List.of(),
                                new ProblemException.Hint(
                                        "来源或登记的游戏服已变化,请重新查看差异再确认",
                                        "The source or the game servers have changed; look at the difference again"));
                    }
                }));
        done.note();
        return ServerImport.of(done, true, trees, Language.of(request));
    }

    private ServerPlan fetched(String project, Function<ServerFile, ServerPlan> then) {
        ServerSource.Fetched list = source.fetch(project);
        return texts.read(list.type(), list.body(), then);
    }

    /** Of everything the difference says. */
    private String digest(Mode mode, ServerPlan plan) {
        StringBuilder text = new StringBuilder(mode.name());
        for (ServerPlan.Change change : plan.changes()) {
            text.append('\n').append(change.id()).append('\n').append(json(change.before()));
            text.append('\n').append(json(change.after()));
        }
        return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String json(@Nullable RegisteredServer server) {
        return server == null ? "-" : trees.write(ServerView.of(server.at(0))).toString();
    }
}
