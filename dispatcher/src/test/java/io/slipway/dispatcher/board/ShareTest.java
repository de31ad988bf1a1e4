package io.slipway.dispatcher.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {
    private static final List<HostKey> HOSTS = IntStream.range(0, 1000)
            .mapToObj(i -> new HostKey("ssss", "10.1." + i / 250 + "." + i % 250))
            .toList();
    private static final List<String> THREE = List.of("ops-manager@a#1", "ops-manager@b#2", "ops-manager@c#3");

    @Test
    void hostsAreSharedOutEvenlyWhateverTheOrderOfTheWorkers() {
        Map<String, Integer> counts = new HashMap<>();
        HOSTS.forEach(host -> {
            String winner = Share.winner(THREE, host).orElseThrow();
            assertThat(Share.winner(List.of(THREE.get(2), THREE.get(0), THREE.get(1)), host))
                    .contains(winner);
            counts.merge(winner, 1, Integer::sum);
        });
        assertThat(counts).hasSize(3);
        assertThat(counts.values()).allMatch(count -> count > 250 && count < 420);
    }

    @Test
    void whereAWorkerGoesOnlyItsHostsMove() {
        List<String> two = THREE.subList(0, 2);
        HOSTS.forEach(host -> {
            String before = Share.winner(THREE, host).orElseThrow();
            if (two.contains(before)) {
                assertThat(Share.winner(two, host)).contains(before);
            }
        });
        assertThat(Share.winner(List.of(), HOSTS.get(0))).isEmpty();
    }

    @Test
    void anUptimeIsWrittenAsSupervisordDoes() {
        assertThat(ProcessRows.uptime(0)).isEqualTo("0:00:00");
        assertThat(ProcessRows.uptime(35_233)).isEqualTo("9:47:13");
        assertThat(ProcessRows.uptime(86_405)).isEqualTo("1 day, 0:00:05");
        assertThat(ProcessRows.uptime(8 * 86_400 + 35_233)).isEqualTo("8 days, 9:47:13");
    }
}
