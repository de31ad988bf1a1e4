package io.slipway.dispatcher.request;

import io.slipway.contract.GameServer;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.store.GameServerStore;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.WavePlan;
import io.slipway.dispatcher.waves.WaveHost;
import io.slipway.dispatcher.waves.WavePlanner;
import io.slipway.dispatcher.waves.WavesBody;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns the waves of a request into a plan; labels are those of the registered game servers. */
@Component
public class WaveRequests {
    private static final String POINTER = "/waves";

    private final GameServerStore registry;

    WaveRequests(GameServerStore registry) {
        this.registry = registry;
    }

    /** @return null where the request has none; meaningful only where no problem was added */
    public @Nullable WavePlan plan(
            @Nullable WavesBody asked, String project, List<JobInputs.Host> hosts, FieldProblems problems) {
        return asked == null ? null : WavePlanner.plan(asked, known(project, hosts), POINTER, problems);
    }

    private List<WaveHost> known(String project, List<JobInputs.Host> hosts) {
        Map<String, List<String>> labels = new HashMap<>();
        for (RegisteredServer server : registry.of(project).servers()) {
            labels.put(server.id(), server.labels());
        }
        return hosts.stream().map(host -> known(host, labels)).toList();
    }

    private static WaveHost known(JobInputs.Host host, Map<String, List<String>> labels) {
        Set<String> had = new HashSet<>();
        host.servers().forEach(server -> had.addAll(labels.getOrDefault(host.ip() + ":" + server.name(), List.of())));
        return new WaveHost(
                host.ip(), host.servers().stream().map(GameServer::role).collect(Collectors.toSet()), Set.copyOf(had));
    }
}
