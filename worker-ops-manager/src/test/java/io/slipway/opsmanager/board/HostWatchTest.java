package io.slipway.opsmanager.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.BoardBatch;
import io.slipway.contract.DispatcherReply;
import io.slipway.contract.DispatcherReply.WatchList;
import io.slipway.contract.DispatcherReply.WatchUnchanged;
import io.slipway.contract.HostReading;
import io.slipway.contract.ProcessReading;
import io.slipway.contract.ProcessState;
import io.slipway.contract.ReadingProblem;
import io.slipway.contract.WatchRequest;
import io.slipway.contract.WatchedHost;
import io.slipway.contract.WorkerAnswer;
import io.slipway.contract.WorkerQuestion.BoardRefresh;
import io.slipway.contract.WorkerRequest;
import io.slipway.job.Role;
import io.slipway.opsmanager.supervisor.SupervisorAddress;
import io.slipway.opsmanager.supervisor.SupervisorSites;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.Supervisords;
import io.slipway.peers.Supervisords.Program;
import io.slipway.worker.SideLine;
import io.slipway.worker.WorkerIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against real supervisords; the dispatcher is a list of what it is told. */
@Tag("slow")
@Timeout(60)
class HostWatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final BoardSettings QUICK =
            new BoardSettings(Duration.ofSeconds(1), 4, Duration.ofSeconds(1), Duration.ofMillis(200));

    @TempDir
    Path directory;

    private Supervisords fleet;
    private final Dispatchers dispatchers = new Dispatchers();
    private HostWatch watch;

    @BeforeEach
    void start() {
        fleet = Supervisords.in(directory);
        SupervisorSites sites = (project, ip) -> project.equals("ssss")
                ? Optional.of(new SupervisorAddress(ip, fleet.port(), fleet.user(), fleet.passwordFile()))
                : Optional.empty();
        watch = new HostWatch(QUICK, sites);
    }

    @AfterEach
    void end() {
        watch.stop();
        fleet.close();
    }

    @Test
    void changesAreToldWholeAndTheUnchangedByItsDigest() {
        fleet.start(
                "127.0.7.1", Program.lasting("qq_1"), Program.lasting("qq_2").in("game"));
        watchHosts("127.0.7.1");

        ProcessReading first = await().atMost(LIMIT)
                .until(() -> processOrNull("127.0.7.1", "qq_1"), process -> process != null && runs(process));
        assertThat(first.pid()).isPositive();
        assertThat(process("127.0.7.1", "qq_2").fullName()).isEqualTo("game:qq_2");
        HostReading again =
                await().atMost(LIMIT).until(() -> last("127.0.7.1"), reading -> reading.processes() == null);
        assertThat(again.digest()).isEqualTo(lastWhole("127.0.7.1").digest());

        fleet.on("127.0.7.1").control("stop", "qq_1");

        await().atMost(LIMIT).until(() -> process("127.0.7.1", "qq_1").state() == ProcessState.STOPPED);
        assertThat(process("127.0.7.1", "qq_1").note()).isNotEmpty();
        assertThat(process("127.0.7.1", "qq_1").pid()).isZero();
    }

    @Test
    void aKilledSupervisordIsAProblemAndNeverAnEmptyHost() {
        fleet.start("127.0.7.2", Program.lasting("qq_1"));
        watchHosts("127.0.7.2");
        await().atMost(LIMIT).until(() -> processOrNull("127.0.7.2", "qq_1") != null);
        String digest = lastWhole("127.0.7.2").digest();

        fleet.on("127.0.7.2").kill9();

        HostReading dead = await().atMost(LIMIT).until(() -> last("127.0.7.2"), reading -> reading.problem() != null);
        assertThat(code(dead)).isEqualTo(ReadingProblem.UNREACHABLE);
        assertThat(dead.digest()).isEqualTo(digest);
        await().atMost(LIMIT)
                .until(() -> last("127.0.7.2").seenMillis() - last("127.0.7.2").ageMillis() > 500);

        fleet.on("127.0.7.2").start();

        await().atMost(LIMIT).until(() -> last("127.0.7.2").problem() == null);
    }

    @Test
    void frozenHostsHoldUpNoOther() {
        for (int i = 1; i <= 3; i++) {
            fleet.start("127.0.8." + i, Program.lasting("qq_" + i));
            fleet.on("127.0.8." + i).signal(ChildProcess.Signal.STOP);
        }
        fleet.start("127.0.8.9", Program.lasting("qq_9"));
        watchHosts("127.0.8.1", "127.0.8.2", "127.0.8.3", "127.0.8.9");
        await().atMost(LIMIT).until(() -> lastOrNull("127.0.8.3") != null && lastOrNull("127.0.8.2") != null);

        assertThat(code(last("127.0.8.3"))).isEqualTo(ReadingProblem.NO_ANSWER);
        int before = readings("127.0.8.9");
        long begun = System.nanoTime();
        await().atMost(LIMIT).until(() -> readings("127.0.8.9") >= before + 3);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(4500));
        for (int i = 1; i <= 3; i++) {
            fleet.on("127.0.8." + i).signal(ChildProcess.Signal.CONT);
        }
        await().atMost(LIMIT).until(() -> processOrNull("127.0.8.1", "qq_1") != null);
    }

    @Test
    void aRefreshTellsEverythingWholeAgain() {
        fleet.start("127.0.7.3", Program.lasting("qq_1"));
        watchHosts("127.0.7.3");
        await().atMost(LIMIT).until(() -> {
            HostReading reading = lastOrNull("127.0.7.3");
            return reading != null && reading.processes() == null;
        });
        int whole = whole("127.0.7.3");

        watch.asked(new BoardRefresh("q-1"), "anywhere");

        await().atMost(LIMIT).until(() -> whole("127.0.7.3") > whole);
    }

    @Test
    void aLostBatchIsToldWholeWhenTheBrokerIsBack() {
        fleet.start("127.0.7.4", Program.lasting("qq_1"));
        dispatchers.away = true;
        watchHosts("127.0.7.4");
        await().atMost(LIMIT).until(() -> dispatchers.lost > 2);

        dispatchers.away = false;

        await().atMost(LIMIT).until(() -> processOrNull("127.0.7.4", "qq_1") != null);
    }

    @Test
    void aHostWithoutSettingsIsNotWatchedAndABadNameIsNeverAsked() {
        dispatchers.list = new WatchList(
                "r1",
                List.of(
                        new WatchedHost("other", "大陆", "cn", "127.0.7.5"),
                        new WatchedHost("ssss", "大陆", "cn", "evil.example.net"),
                        new WatchedHost("../x", "大陆", "cn", "127.0.7.5")));
        watch.start(dispatchers);

        await().atMost(LIMIT).until(() -> lastOrNull("127.0.7.5") != null);
        assertThat(code(last("127.0.7.5"))).isEqualTo(ReadingProblem.NOT_WATCHED);
        assertThat(dispatchers.readings()).extracting(HostReading::ip).containsOnly("127.0.7.5");
        assertThat(dispatchers.readings()).extracting(HostReading::project).containsOnly("other");
    }

    @Test
    void aStopTellsTheDispatchersAndAnEmptyListStillSaysThatTheWorkerLives() {
        dispatchers.list = new WatchList("r0", List.of());
        watch.start(dispatchers);
        await().atMost(LIMIT).until(() -> dispatchers.batches.size() >= 2);

        watch.stop();

        await().atMost(LIMIT).until(() -> dispatchers.batches.stream().anyMatch(BoardBatch::leaving));
    }

    private void watchHosts(String... ips) {
        dispatchers.list = new WatchList(
                String.join(",", ips),
                Arrays.stream(ips)
                        .map(ip -> new WatchedHost("ssss", "大陆", "cn", ip))
                        .toList());
        watch.start(dispatchers);
    }

    private static boolean runs(ProcessReading process) {
        return process.state() == ProcessState.RUNNING;
    }

    private @Nullable HostReading lastOrNull(String ip) {
        return dispatchers.readings().stream()
                .filter(reading -> reading.ip().equals(ip))
                .reduce((a, b) -> b)
                .orElse(null);
    }

    private @Nullable HostReading lastWholeOrNull(String ip) {
        return dispatchers.readings().stream()
                .filter(reading -> reading.ip().equals(ip) && reading.processes() != null)
                .filter(reading -> !reading.digest().isEmpty())
                .reduce((a, b) -> b)
                .orElse(null);
    }

    private int whole(String ip) {
        return (int) dispatchers.readings().stream()
                .filter(reading -> reading.ip().equals(ip) && reading.processes() != null)
                .count();
    }

    private int readings(String ip) {
        return (int) dispatchers.readings().stream()
                .filter(reading -> reading.ip().equals(ip))
                .count();
    }

    private @Nullable ProcessReading processOrNull(String ip, String name) {
        HostReading whole = lastWholeOrNull(ip);
        List<ProcessReading> processes = whole == null ? null : whole.processes();
        return processes == null
                ? null
                : processes.stream()
                        .filter(process -> process.name().equals(name))
                        .findFirst()
                        .orElse(null);
    }

    private HostReading last(String ip) {
        return Objects.requireNonNull(lastOrNull(ip));
    }

    private HostReading lastWhole(String ip) {
        return Objects.requireNonNull(lastWholeOrNull(ip));
    }

    private ProcessReading process(String ip, String name) {
        return Objects.requireNonNull(processOrNull(ip, name));
    }

    private static String code(HostReading reading) {
        ReadingProblem problem = reading.problem();
        return problem == null ? "" : problem.code();
    }

    /** Answers with one list and remembers what it is told. */
    private static final class Dispatchers implements SideLine {
        private final WorkerIdentity identity = WorkerIdentity.create(Role.OPS_MANAGER, "test");
        private final List<BoardBatch> batches = new CopyOnWriteArrayList<>();
        private volatile WatchList list = new WatchList("", List.of());
        private volatile boolean away;
        private volatile int lost;

        List<HostReading> readings() {
            return batches.stream().flatMap(batch -> batch.hosts().stream()).toList();
        }

        @Override
        public WorkerIdentity identity() {
            return identity;
        }

        @Override
        public List<String> queues() {
            return List.of("ops8");
        }

        @Override
        public Optional<DispatcherReply> ask(WorkerRequest request) {
            boolean known = ((WatchRequest) request).knownRevision().equals(list.revision());
            return Optional.of(known ? new WatchUnchanged() : list);
        }

        @Override
        public boolean tell(BoardBatch batch) {
            if (away) {
                lost++;
                return false;
            }
            return batches.add(batch);
        }

        @Override
        public CompletableFuture<Boolean> answer(String replyTo, WorkerAnswer answer) {
            return CompletableFuture.completedFuture(false);
        }
    }
}
