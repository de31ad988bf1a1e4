package io.slipway.opsmanager.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.ControlServers;
import io.slipway.contract.GameServer;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ServiceAction;
import io.slipway.contract.VersionRef;
import io.slipway.file.DurableFiles;
import io.slipway.opsmanager.ControlServersHandler;
import io.slipway.opsmanager.OpsManagerProperties;
import io.slipway.opsmanager.ProjectHosts;
import io.slipway.opsmanager.board.BoardSettings;
import io.slipway.opsmanager.service.ServiceAccess;
import io.slipway.opsmanager.service.ServiceAccess.SupervisorLogin;
import io.slipway.opsmanager.supervisor.ProcessState;
import io.slipway.opsmanager.supervisor.Supervisor;
import io.slipway.opsmanager.supervisor.SupervisorAddress;
import io.slipway.opsmanager.supervisor.SupervisorWeb;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.Supervisords;
import io.slipway.peers.Supervisords.Program;
import io.slipway.worker.Outcome;
import io.slipway.worker.RecordingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Restarts 100 programs on 20 supervisords, startsecs 1, each seen RUNNING: the handler of the ops manager, one order for each
 * host and all at once, in turns with what an operator's script does: blocking XML-RPC (stop, then start, each with wait=True)
 * 16 and 64 programs at once, and supervisorctl 16 at once. Every round of everything also looks that all pids are new.
 */
class ServiceBench {
    private static final int HOSTS = number("BENCH_HOSTS", 20);
    private static final int PROGRAMS = number("BENCH_PROGRAMS", 5);
    private static final int ROUNDS = number("BENCH_ROUNDS", 5);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Prints the seconds from the first call to the end of the last. */
    private static final String SCRIPT = """
            import subprocess, sys, time
            from concurrent.futures import ThreadPoolExecutor
            from xmlrpc.client import ServerProxy
            how, threads, login, configurations = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
            password = open(login.split(',')[1]).read().strip()
            port = login.split(',')[2]
            work = [(host, name) for host in sys.argv[5].split(',') for name in sys.argv[6].split(',')]
            def blocking(job):
                host, name = job
                proxy = ServerProxy('http://%s:%s@%s:%s/RPC2' % (login.split(',')[0], password, host, port))
                proxy.supervisor.stopProcess(name)
                proxy.supervisor.startProcess(name)
                assert proxy.supervisor.getProcessInfo(name)['statename'] == 'RUNNING'
            def control(job):
                host, name = job
                subprocess.run(['supervisorctl', '-c', configurations + '/' + host + '/supervisord.conf', 'restart', name],
                               check=True, stdout=subprocess.DEVNULL)
            begin = time.monotonic()
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(blocking if how == 'blocking' else control, work))
            print(time.monotonic() - begin)
            """;

    private final SupervisorWeb web = new SupervisorWeb(Duration.ofSeconds(5), Duration.ofSeconds(10));
    private Path directory;
    private Supervisords fleet;
    private ControlServersHandler handler;
    private ExecutorService threads;
    private int jobs;

    private interface Contender {
        double seconds() throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        directory = Files.createTempDirectory("slipway-service-");
        fleet = Supervisords.in(directory.resolve("fleet"));
        List<Program> programs = names().stream().map(Program::lasting).toList();
        hosts().forEach(host -> fleet.start(host, programs));
        ServiceAccess access = new ServiceAccess(
                ServiceAccess.Adapter.SUPERVISOR,
                new SupervisorLogin(fleet.port(), fleet.user(), fleet.passwordFile()),
                null,
                null,
                new ServiceAccess.Systemd("x", List.of("systemctl")),
                null,
                null,
                LIMIT);
        ProjectHosts hosts = steered(access);
        handler = new ControlServersHandler(
                new OpsManagerProperties(
                        Files.createDirectories(directory.resolve("hot")),
                        Files.createDirectories(directory.resolve("journal")),
                        LIMIT,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        LIMIT,
                        BoardSettings.usual(),
                        Map.of("*", hosts)),
                Clock.systemUTC());
        threads = Executors.newFixedThreadPool(HOSTS);
        Files.writeString(directory.resolve("restart.py"), SCRIPT);
    }

    @SuppressWarnings("NullAway") // as Spring gives it where the settings for updates are absent
    private static ProjectHosts steered(ServiceAccess access) {
        return new ProjectHosts(
                ProjectHosts.Adapter.DIRECT, null, "x", "x", 4369, null, null, null, Map.of(), access, null);
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        fleet.close();
        DurableFiles.deleteTree(directory);
    }

    @Test
    void restartOfHundredPrograms() throws Exception {
        Map<String, Contender> contenders = new LinkedHashMap<>();
        contenders.put("Slipway, one order per host, " + HOSTS + " at once", this::slipway);
        contenders.put("blocking XML-RPC, 64 at once", () -> script("blocking", 64));
        contenders.put("blocking XML-RPC, 16 at once", () -> script("blocking", 16));
        contenders.put("supervisorctl restart, 16 at once", () -> script("control", 16));
        Map<String, List<Double>> taken = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Map.Entry<String, Contender>> order = new ArrayList<>(contenders.entrySet());
            Collections.rotate(order, round);
            for (Map.Entry<String, Contender> contender : order) {
                Map<String, Long> before = settled();
                double seconds = contender.getValue().seconds();
                Map<String, Long> after = pids();
                assertThat(after).hasSize(HOSTS * PROGRAMS).allSatisfy((process, pid) -> assertThat(pid)
                        .isNotZero()
                        .isNotEqualTo(before.get(process)));
                taken.computeIfAbsent(contender.getKey(), key -> new ArrayList<>())
                        .add(seconds);
            }
        }
        System.out.printf(
                "%n%d programs on %d supervisords, startsecs 1, %d rounds%n", HOSTS * PROGRAMS, HOSTS, ROUNDS);
        taken.forEach((name, seconds) -> System.out.println(line(name, seconds)));
    }

    private double slipway() throws Exception {
        List<Callable<Outcome>> orders = new ArrayList<>();
        for (String host : hosts()) {
            jobs++;
            OrderHeader header = new OrderHeader("job-" + jobs, jobs, 1, "job-" + jobs + ":control:1", 1);
            ControlServers order = new ControlServers(
                    header,
                    new VersionRef(VersionRef.SERVICE, "ssss", "cn", "uuid", "restart"),
                    "大陆",
                    host,
                    ServiceAction.RESTART,
                    names().stream().map(name -> new GameServer("game", name)).toList(),
                    null);
            orders.add(() -> handler.handle(order, new RecordingContext()));
        }
        long begin = System.nanoTime();
        List<Future<Outcome>> outcomes = threads.invokeAll(orders);
        double seconds = (System.nanoTime() - begin) / 1e9;
        for (Future<Outcome> outcome : outcomes) {
            assertThat(outcome.get().kind()).as("%s", outcome.get()).isEqualTo(OutcomeKind.SUCCEEDED);
        }
        return seconds;
    }

    private double script(String how, int atOnce) {
        ChildProcess.Finished finished = ChildProcess.run(
                LIMIT,
                Map.of(),
                List.of(
                        "python3",
                        directory.resolve("restart.py").toString(),
                        how,
                        String.valueOf(atOnce),
                        fleet.user() + "," + fleet.passwordFile() + "," + fleet.port(),
                        directory.resolve("fleet").toString(),
                        String.join(",", hosts()),
                        String.join(",", names())));
        assertThat(finished.exit()).as(finished.output()).isZero();
        return Double.parseDouble(finished.output().strip());
    }

    /** Once all are up, as after the start of the fleet. */
    private Map<String, Long> settled() throws Exception {
        await().atMost(LIMIT).untilAsserted(this::pids);
        return pids();
    }

    private Map<String, Long> pids() throws Exception {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (String host : hosts()) {
            Supervisor supervisor =
                    new Supervisor(web, new SupervisorAddress(host, fleet.port(), fleet.user(), fleet.passwordFile()));
            supervisor.allProcesses().forEach(info -> {
                assertThat(info.state()).isEqualTo(ProcessState.RUNNING);
                pids.put(host + " " + info.process(), info.pid());
            });
        }
        return pids;
    }

    private static List<String> hosts() {
        return IntStream.rangeClosed(1, HOSTS).mapToObj(i -> "127.0.41." + i).toList();
    }

    private static List<String> names() {
        return IntStream.rangeClosed(1, PROGRAMS).mapToObj(i -> "qq_" + i).toList();
    }

    private static String line(String name, List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%-42s median %.3f s (%.3f to %.3f), in order %s",
                name,
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                seconds.stream()
                        .map(one -> String.format(Locale.ROOT, "%.3f", one))
                        .toList());
    }

    private static int number(String name, int otherwise) {
        String text = System.getenv(name);
        return text == null ? otherwise : Integer.parseInt(text);
    }
}
