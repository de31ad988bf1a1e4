package io.slipway.dispatcher.waves;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.store.WavePlan;
import io.slipway.dispatcher.store.WavePlan.Between;
import io.slipway.dispatcher.store.WavePlan.Wave;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In which order hosts come, and why. */
class WavePlannerTest {
    private static final WaveHost CENTER = new WaveHost("10.0.0.1", Set.of("cross_center"), Set.of());
    private static final WaveHost CROSS = new WaveHost("10.0.0.2", Set.of("cross", "game"), Set.of("production"));
    private static final WaveHost GAME = new WaveHost("10.0.0.3", Set.of("game"), Set.of("production"));
    private static final WaveHost TEST = new WaveHost("10.0.0.4", Set.of("game"), Set.of("test"));
    private static final List<WaveHost> HOSTS = List.of(GAME, CROSS, TEST, CENTER);

    @Test
    void testHostsComeFirstAndThenRolesInTheirOrder() {
        assertThat(hosts(plan(body(null, List.of("1", "1", "1"), null, null), HOSTS)))
                .containsExactly(List.of("10.0.0.4"), List.of("10.0.0.1"), List.of("10.0.0.2"), List.of("10.0.0.3"));
    }

    @Test
    void theOrderOfRolesCanBeReversed() {
        WavePlan plan = plan(body(null, null, List.of("game", "cross", "cross_center"), List.of()), HOSTS);

        assertThat(hosts(plan)).containsExactly(List.of("10.0.0.3", "10.0.0.2", "10.0.0.4", "10.0.0.1"));
    }

    @Test
    void canariesAreTheFirstWaveInTheOrderTheyWereNamed() {
        WavePlan plan = plan(body(List.of("10.0.0.3", "10.0.0.1"), List.of("1"), null, null), HOSTS);

        assertThat(hosts(plan))
                .containsExactly(List.of("10.0.0.3", "10.0.0.1"), List.of("10.0.0.4"), List.of("10.0.0.2"));
        assertThat(plan.waves()).extracting(Wave::name).containsExactly("canary", "wave 2", "wave 3");
        assertThat(plan.between()).isEqualTo(Between.CONFIRM);
    }

    @Test
    void withoutAnythingSaidAllGoTogetherAndTheFirstFailureStopsIt() {
        WavePlan plan = plan(body(null, null, null, null), HOSTS);

        assertThat(plan.waves()).hasSize(1);
        assertThat(plan.parallel()).isEqualTo(20);
        assertThat(plan.between()).isEqualTo(Between.CONTINUE);
        assertThat(plan.maxFailures()).isZero();
    }

    @Test
    void aShareIsRoundedUpForAWaveAndDownForFailures() {
        List<WaveHost> seven = many(7);

        WavePlan plan = plan(new WavesBody(null, List.of("10%", "50%"), null, null, null, null, null, "20%"), seven);

        assertThat(plan.waves()).extracting(wave -> wave.hosts().size()).containsExactly(1, 4, 2);
        assertThat(plan.maxFailures()).isEqualTo(1);
    }

    @Test
    void sizesBeyondTheHostsMakeNoEmptyWave() {
        assertThat(hosts(plan(body(null, List.of("3", "50", "100%"), null, null), HOSTS)))
                .extracting(List::size)
                .containsExactly(3, 1);
    }

    /** Whatever is asked: each host is in exactly one wave, no wave is empty, and the same question has the same answer. */
    @Test
    void everyHostIsInExactlyOneWave() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<WaveHost> hosts = many(1 + random.nextInt(60));
            List<String> canary = new ArrayList<>();
            hosts.stream().filter(host -> random.nextInt(9) == 0).forEach(host -> canary.add(host.ip()));
            Collections.shuffle(canary, random);
            List<String> sizes = random.ints(random.nextInt(5), 1, 40)
                    .mapToObj(size -> size + (size % 2 == 0 ? "%" : ""))
                    .toList();
            WavesBody body = body(canary, sizes, null, null);

            WavePlan plan = plan(body, hosts);

            List<String> all =
                    plan.waves().stream().flatMap(wave -> wave.hosts().stream()).toList();
            assertThat(all).hasSameSizeAs(hosts);
            assertThat(new HashSet<>(all)).hasSameSizeAs(hosts);
            assertThat(plan.waves()).noneMatch(wave -> wave.hosts().isEmpty());
            assertThat(plan.waves().stream().map(Wave::number))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, plan.waves().size())
                                    .boxed()
                                    .toList());
            assertThat(plan(body, hosts)).isEqualTo(plan);
        }
    }

    private static List<WaveHost> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new WaveHost("10.1.0." + i, Set.of("game"), Set.of()))
                .toList();
    }

    private static WavesBody body(
            @Nullable List<String> canary,
            @Nullable List<String> sizes,
            @Nullable List<String> roles,
            @Nullable List<String> first) {
        return new WavesBody(canary, sizes, roles, first, null, null, null, null);
    }

    private static WavePlan plan(WavesBody body, List<WaveHost> hosts) {
        FieldProblems problems = new FieldProblems();
        WavePlan plan = WavePlanner.plan(body, hosts, "/waves", problems);
        problems.refuseIfAny();
        return plan;
    }

    private static List<List<String>> hosts(WavePlan plan) {
        return plan.waves().stream().map(Wave::hosts).toList();
    }
}
