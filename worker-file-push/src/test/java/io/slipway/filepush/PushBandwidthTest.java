package io.slipway.filepush;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.BandwidthRule;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.Progress;
import io.slipway.contract.RsyncManager;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.peers.RsyncDaemons;
import io.slipway.worker.Outcome;
import io.slipway.worker.shell.ShellCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits by time of day, held against a real rsync daemon. 20:00 in Shanghai is 12:00 UTC. */
@Tag("slow")
@Timeout(60)
class PushBandwidthTest {
    private static final int MIB = 1024 * 1024;
    private static final Instant EVENING = Instant.parse("2026-11-21T12:30:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-21T15:30:00Z");
    private static final BandwidthRule IN_THE_EVENING = new BandwidthRule("20:00", "23:30", 1024);

    private static final Pattern RECEIVED = Pattern.compile("received (\\d+) bytes");

    @TempDir
    Path directory;

    private final SetClock clock = new SetClock(EVENING);
    private final WatchedRunner watched = new WatchedRunner();
    private PushFixture receiver;

    @BeforeEach
    void setUp() {
        receiver = new PushFixture(directory, RsyncDaemons.Options.DEFAULT);
        receiver.clock = clock;
        receiver.runner = watched;
    }

    @AfterEach
    void tearDown() {
        receiver.close();
    }

    @Test
    void theLimitHoldsAtItsTimeAndNotAtAnother() throws Exception {
        receiver.limit(IN_THE_EVENING);
        receiver.file("first", noise(2 * MIB, 1));
        Duration limited = timed(() -> assertThat(receiver.push()).isEqualTo(Outcome.succeeded(1, 2 * MIB)));
        receiver.file("second", noise(2 * MIB, 2));
        clock.set(NIGHT);

        Duration free = timed(() -> assertThat(receiver.push()).isEqualTo(Outcome.succeeded(2, 4 * MIB)));

        assertThat(limited).isGreaterThan(Duration.ofMillis(1500));
        assertThat(free.multipliedBy(2)).isLessThan(limited);
        assertThat(limits()).containsExactly("1024", "");
    }

    @Test
    void aPushThatCrossesABoundaryGoesOnWithTheNewLimit() throws Exception {
        receiver.limit(new BandwidthRule("20:00", "23:30", 256));
        receiver.file("big", noise(3 * MIB, 1));
        receiver.context.onProgress(shown -> {
            if (shown.phase().equals("push") && shown.done() >= 256 * 1024) {
                clock.set(NIGHT);
            }
        });

        Duration taken = timed(() -> assertThat(receiver.push()).isEqualTo(Outcome.succeeded(1, 3 * MIB)));

        assertThat(taken).isLessThan(Duration.ofSeconds(8)); // 12 s under the first limit
        assertThat(limits()).containsExactly("256", "");
        assertThat(shownLimits()).startsWith(256).endsWith(0);
        assertThat(receiver.arrived.resolve("big")).hasSize(3 * MIB);
    }

    @Test
    void whatWasPushedBeforeTheBoundaryIsNotSentAgain() throws Exception {
        receiver.limit(IN_THE_EVENING, new BandwidthRule("23:30", "20:00", 1000));
        receiver.file("big", noise(4 * MIB, 1));
        receiver.context.onProgress(shown -> {
            if (shown.phase().equals("push") && shown.done() >= 2 * MIB) {
                clock.set(NIGHT);
            }
        });

        Duration taken = timed(() -> assertThat(receiver.push()).isEqualTo(Outcome.succeeded(1, 4 * MIB)));

        assertThat(limits()).containsExactly("1024", "1000");
        assertThat(taken)
                .isBetween(Duration.ofMillis(3000), Duration.ofMillis(5600)); // from 6 s if all were sent again
    }

    @Test
    void aCancelStopsALimitedPush() throws Exception {
        receiver.limit(new BandwidthRule(null, null, 64));
        receiver.file("big", noise(2 * MIB, 1));
        receiver.context.onProgress(shown -> receiver.context.cancellation().request());

        assertThat(receiver.push().kind()).isEqualTo(OutcomeKind.STOPPED);
    }

    @Test
    void theTighterOfTheRuleAndTheWorkersOwnLimitHolds() throws Exception {
        receiver.limit(new BandwidthRule(null, null, 4096));
        receiver.bandwidthKib = 2048;
        receiver.file("a", "1");
        receiver.push();
        receiver.bandwidthKib = 8192;
        receiver.push();

        assertThat(limits()).containsExactly("2048", "4096");
    }

    @Test
    void aTimeOrZoneThatCannotBeReadIsRefusedBeforeAnythingRuns() throws Exception {
        receiver.file("a", "1");
        RsyncManager good = receiver.manager;
        for (RsyncManager bad : List.of(
                with(good, new BandwidthRule("25:00", "26:00", 1), "Asia/Shanghai"),
                with(good, IN_THE_EVENING, "Mars/Olympus"))) {
            receiver.manager = bad;
            Failure failure = Objects.requireNonNull(receiver.push().failure());
            assertThat(failure.code()).isEqualTo(FailureCode.REJECTED_BY_WORKER);
        }
        assertThat(watched.commands).isEmpty();
    }

    private static RsyncManager with(RsyncManager manager, BandwidthRule rule, String zone) {
        return new RsyncManager(
                manager.ip(),
                manager.port(),
                manager.module(),
                manager.user(),
                manager.passFile(),
                List.of(rule),
                zone);
    }

    /** Of each sending run, in order; empty for none. */
    private List<String> limits() {
        return watched.commands.stream()
                .map(ShellCommand::argv)
                .filter(argv -> !argv.contains("--dry-run"))
                .map(argv -> argv.stream()
                        .filter(argument -> argument.startsWith("--bwlimit="))
                        .map(argument -> argument.substring("--bwlimit=".length()))
                        .findFirst()
                        .orElse(""))
                .toList();
    }

    private List<Integer> shownLimits() {
        return receiver.context.progress().stream()
                .filter(shown -> shown.phase().equals("push"))
                .map(Progress::kibPerSecond)
                .map(limit -> Objects.requireNonNullElse(limit, 0))
                .toList();
    }

    private static String noise(int bytes, int seed) {
        return new Random(seed)
                .ints(bytes, ' ', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Duration timed(Action action) throws Exception {
        long begin = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private interface Action {
        void run() throws Exception;
    }
}
