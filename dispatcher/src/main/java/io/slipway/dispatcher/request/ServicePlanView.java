package io.slipway.dispatcher.request;

import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.WavePlan;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a service job would touch; nothing of it is stored. */
@Schema(name = "ServicePlan")
public record ServicePlanView(
        @Schema(example = "restart") String action,
        @Schema(example = "ssss") String project,
        @Schema(example = "大陆") String area,

        @Schema(description = "As asked; null: as the worker is set up") @Nullable
        Boolean silence,

        @Schema(description = "Number of hosts, each a target of the job")
        int hosts,

        @Schema(description = "Number of processes") int servers,
        List<HostView> plan,

        @Schema(description = "In their order; empty where all hosts are handed out together")
        List<WaveView> waves) {

    /** One wave. */
    @Schema(name = "PlannedWave")
    public record WaveView(
            int number, @Schema(example = "canary") String name, List<String> hosts) {}

    /** One host. */
    @Schema(name = "ServicePlanHost")
    public record HostView(@Schema(example = "10.1.1.1") String ip, List<ServerView> servers) {}

    /** One process. */
    @Schema(name = "ServicePlanServer")
    public record ServerView(
            @Schema(example = "10.1.1.1:qq_1") String id,
            @Schema(example = "qq_1") String name,
            @Schema(description = "大区名称") String title,
            @Schema(example = "game") String role,
            @Schema(example = "game:qq_1") String process,
            List<String> labels,

            @Schema(description = "Names of selected game servers that are the same process")
            List<String> sharing) {}

    static ServicePlanView of(ServiceBody body, Location location, ServiceTargets targets, @Nullable WavePlan waves) {
        return new ServicePlanView(
                body.action(),
                location.project().code(),
                location.area().name(),
                body.silence(),
                targets.chosen().size(),
                targets.servers(),
                targets.chosen().entrySet().stream()
                        .map(host -> new HostView(
                                host.getKey(),
                                host.getValue().stream()
                                        .map(server -> server(server, targets))
                                        .toList()))
                        .toList(),
                waves == null
                        ? List.of()
                        : waves.waves().stream()
                                .map(wave -> new WaveView(wave.number(), wave.name(), wave.hosts()))
                                .toList());
    }

    private static ServerView server(RegisteredServer server, ServiceTargets targets) {
        return new ServerView(
                server.id(),
                server.name(),
                server.title(),
                server.role(),
                server.process(),
                server.labels(),
                List.copyOf(targets.sharing().getOrDefault(server.id(), List.of())));
    }
}
