package io.slipway.opsmanager.service;

import io.slipway.contract.ControlServers;
import io.slipway.contract.GameServer;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.opsmanager.silence.SilenceAccess;
import io.slipway.opsmanager.silence.Silencer;
import io.slipway.opsmanager.supervisor.SupervisorWeb;
import io.slipway.opsmanager.web.WebClient;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Does orders to start, stop and restart, each on its own thread; keeps the connections between them. */
public final class ServiceDesk {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final RestartJournal journal;
    private final Clock clock;
    private final Duration connect;
    private final ServiceHosts hosts;
    private final WebClient web;
    private final Map<SilenceAccess, Silencer> silencers = new ConcurrentHashMap<>();

    /**
     * @param journal directory of the command journal
     * @param connect longest wait for a connection
     */
    public ServiceDesk(Path journal, Duration connect, Clock clock) {
        this.journal = new RestartJournal(journal);
        this.connect = connect;
        this.clock = clock;
        this.hosts = new ServiceHosts(new SupervisorWeb(connect, connect.plus(ANSWER)), connect);
        this.web = new WebClient(connect);
    }

    /**
     * @param access how processes are steered
     * @param silence who is told to be silent, null for nobody
     * @param node asked where a health check is an Erlang call
     * @return with a result for each game server
     * @throws InterruptedException where the worker shuts down
     */
    public Outcome run(
            ControlServers order,
            ServiceAccess access,
            @Nullable SilenceAccess silence,
            NodeAsk node,
            OrderContext context)
            throws InterruptedException {
        return run(order, access, silence, node, context, RestartGate.ofHost(order, journal, context));
    }

    /**
     * As {@link #run}, for one game server of an order that steers each by itself: leave to restart is asked for that one.
     *
     * @param order names only that game server
     */
    public Outcome runAlone(
            ControlServers order,
            ServiceAccess access,
            @Nullable SilenceAccess silence,
            NodeAsk node,
            OrderContext context)
            throws InterruptedException {
        return run(order, access, silence, node, context, RestartGate.ofServer(order, journal, context));
    }

    /**
     * One look at the processes, which changes nothing.
     *
     * @return by game server
     * @throws OrderEndedException where the host cannot be asked
     */
    public Map<String, ProcessSeen> look(ControlServers order, ServiceAccess access) throws InterruptedException {
        try (SideWork side = new SideWork(order.servers().size());
                ServiceHost host = hosts.of(order, access, side)) {
            Map<String, ServiceReading> readings = host.read(
                    order.servers().stream().map(GameServer::processName).toList());
            Map<String, ProcessSeen> seen = new LinkedHashMap<>();
            for (GameServer server : order.servers()) {
                ServiceReading reading = Objects.requireNonNull(readings.get(server.processName()));
                seen.put(server.name(), ProcessSeen.of(reading));
            }
            return seen;
        } catch (HostTrouble e) {
            throw OrderEndedException.failed(e.code(), "进程状态未知,未操作: " + e.sentence());
        }
    }

    private Outcome run(
            ControlServers order,
            ServiceAccess access,
            @Nullable SilenceAccess silence,
            NodeAsk node,
            OrderContext context,
            @Nullable RestartGate gate)
            throws InterruptedException {
        Silencer silencer = silence == null ? null : silencer(silence);
        SilenceKeeper silences = new SilenceKeeper(order, silence, silencer);
        HealthLook health = new HealthLook(order.ip(), web, node, context.cancellation());
        try (SideWork side = new SideWork(order.servers().size());
                ServiceHost host = hosts.of(order, access, side)) {
            return new ServiceRun(
                            order,
                            host,
                            new ControlLimits(access.startLimit(), access.stopLimit()),
                            gate,
                            silences,
                            new Aftercare(order.action(), health, silences),
                            side,
                            context)
                    .run();
        } catch (OrderEndedException e) {
            return e.outcome().withServers(untouched(order));
        }
    }

    private Silencer silencer(SilenceAccess access) {
        return silencers.computeIfAbsent(access, settings -> Silencer.of(settings, connect, clock));
    }

    private static Map<String, ServerResult> untouched(ControlServers order) {
        Map<String, ServerResult> results = new LinkedHashMap<>();
        for (GameServer server : order.servers()) {
            results.put(server.name(), new ServerResult(new Part("未操作", false), new Part("未操作", false)));
        }
        return results;
    }
}
