package io.slipway.dispatcher.installed;

import io.slipway.contract.ComparedServer;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.store.JobInputs.HostComparison;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a drift job would look at; nothing of it is stored. */
@Schema(name = "DriftPlan")
public record DriftPlanView(
        @Schema(description = "Number of hosts, each a target of the job")
        int hosts,

        @Schema(description = "Number of game servers") int servers,
        List<HostView> plan,

        @Schema(description = "Selected game servers that are left out")
        List<SkippedView> skipped) {

    /** One host. */
    @Schema(name = "DriftPlanHost")
    public record HostView(@Schema(example = "10.1.1.1") String ip, List<ServerView> servers) {}

    /** One game server. */
    @Schema(name = "DriftPlanServer")
    public record ServerView(
            @Schema(example = "qq_1") String name,
            @Schema(example = "/data/qq_1") String path,
            String tree,

            @Schema(description = "Digest of the list of what should be there: the version with its hot updates")
            String manifest,

            @Schema(description = "Files that are not compared") @Nullable
            List<String> kept) {
        static ServerView of(ComparedServer one) {
            return new ServerView(one.server().name(), one.path(), one.tree(), one.manifest(), one.kept());
        }
    }

    static DriftPlanView of(DriftChoice choice, Language language) {
        return new DriftPlanView(
                choice.hosts().size(),
                choice.hosts().stream().mapToInt(host -> host.servers().size()).sum(),
                choice.hosts().stream().map(DriftPlanView::host).toList(),
                choice.skipped().stream().map(one -> one.in(language)).toList());
    }

    private static HostView host(HostComparison host) {
        return new HostView(
                host.ip(), host.servers().stream().map(ServerView::of).toList());
    }
}
