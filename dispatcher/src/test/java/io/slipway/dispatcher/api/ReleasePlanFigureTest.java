package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.slipway.contract.HealthCheck;
import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.release.PlanOptions;
import io.slipway.dispatcher.release.PlanRequest;
import io.slipway.dispatcher.release.ReleasePlanner;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.Locations;
import io.slipway.dispatcher.request.SelectedServers;
import io.slipway.dispatcher.store.GameServerStore;
import io.slipway.dispatcher.store.JobInputs.Purpose;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.dispatcher.store.ReleasePlan;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Figure: a plan for 500 hosts and 3,000 files within 3 s and 100 MB. */
@Tag("slow")
class ReleasePlanFigureTest extends ReleaseTest {
    private static final int HOSTS = 500;
    private static final int SERVERS = 8;
    private static final int FILES = 3000;
    /** What a busy machine may need more; the figure is asked for on a quiet one. */
    private static final int GENEROUS = 3;

    @Autowired
    private GameServerStore registry;

    @Autowired
    private ReleasePlanner planner;

    @Autowired
    private Locations locations;

    @Autowired
    private SelectedServers selected;

    @Test
    void aPlanForFiveHundredHostsIsQuickAndSmall() {
        onboardMany();
        Map<String, String> contents = contents();
        ReleasePackage old = ready("fig", "001", contents);
        IntStream.range(0, 90).forEach(i -> contents.put("ebin/f%04d.beam".formatted(i), "new" + i)); // 3 %
        ready("fig", "002", contents);
        for (int host = 0; host < HOSTS; host += 2) {
            for (int server = 0; server < SERVERS; server++) {
                runs("fig", ip(host), "game_" + server, old, "j", List.of());
            }
        }
        String body = release("002", "{\"all\": true}");
        post(area("fig") + "/release-plans", body); // the first one also loads classes

        long best = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();
            HttpResponse<String> answer = post(area("fig") + "/release-plans", body);
            best = Math.min(best, (System.nanoTime() - began) / 1_000_000);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(answer.body()).contains("\"servers\":4000");
            most = Math.max(most, allocatedByAPlan());
        }

        System.out.printf(
                "plan for %d hosts x %d game servers x %d files: %d ms over HTTP; all it allocates: %d MiB%n",
                HOSTS, SERVERS, FILES, best, most / 1024 / 1024);
        assertThat(best).isLessThan(3000L * GENEROUS);
        assertThat(most).isLessThan(100L * 1024 * 1024 * GENEROUS);
    }

    /** Whatever the heap grows by, it is no more than that. */
    private long allocatedByAPlan() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Caller caller = Caller.inProject("test", "fig", AccessRole.RELEASER);
        long before = threads.getCurrentThreadAllocatedBytes();
        Location location = locations.findWhole(caller, "fig", "cn");
        ReleasePlan plan = planner.plan(new PlanRequest(
                location,
                "test",
                Purpose.RELEASE,
                "GameServer",
                "002",
                selected.all(location),
                PlanOptions.check(Purpose.RELEASE, null, null, null, null, null, new FieldProblems()),
                null,
                null,
                Map.of(),
                List.of(),
                List.of()));
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(plan.servers()).isEqualTo(HOSTS * SERVERS);
        return after - before;
    }

    private void onboardMany() {
        String hosts =
                IntStream.range(0, HOSTS).mapToObj(i -> "\"" + ip(i) + "\"").collect(Collectors.joining(","));
        assertThat(put("/api/v1/projects/fig", """
                {"name": "大", "areas": [{"name": "大陆", "codes": ["cn"], "hosts": [%s],
                 "rsync_managers": [{"ip": "10.20.9.1", "port": 10022, "module": "m", "user": "u", "pass_file": "/etc/x"}]}]}""".formatted(hosts)).statusCode())
                .isEqualTo(200);
        for (String role : List.of("file-pull", "file-push", "ops-manager")) {
            put("/api/v1/queue-mappings/fig-" + role, "{\"role\": \"" + role + "\", \"projects\": [\"fig\"]}");
        }
        List<RegisteredServer> servers = IntStream.range(0, HOSTS * SERVERS)
                .mapToObj(i -> registered(ip(i / SERVERS), "game_" + i % SERVERS))
                .toList();
        assertThat(registry.replace(registry.of("fig"), servers)).isTrue();
        assertThat(registry.of("fig").servers()).hasSize(HOSTS * SERVERS);
    }

    private static RegisteredServer registered(String ip, String name) {
        return new RegisteredServer(
                "大陆",
                ip,
                name,
                name,
                null,
                name,
                "/data/" + name,
                "GameServer",
                "game",
                List.of("gray"),
                new HealthCheck(HealthCheck.Kind.TCP, 7001, null, null, 30),
                1);
    }

    private static String ip(int host) {
        return "10.40." + host / 200 + "." + (1 + host % 200);
    }

    private static Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        IntStream.range(0, FILES).forEach(i -> contents.put("ebin/f%04d.beam".formatted(i), "c" + i));
        return contents;
    }
}
