package io.slipway.chaos;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Tells a fresh installation of project, hosts, queues and packages. */
final class Onboarding {
    /** Its hosts get releases, all others hot updates. */
    static final String RELEASE_AREA = "rel";

    private static final int UNPACK_TRIES = 240;

    private final Api api;
    private final Fleet fleet;
    private final Shape shape;

    Onboarding(Api api, Fleet fleet, Shape shape) {
        this.api = api;
        this.fleet = fleet;
        this.shape = shape;
    }

    void run(URI callback, Path secret) throws IOException, InterruptedException {
        List<Map<String, Object>> areas = new ArrayList<>();
        fleet.areas().forEach(area -> areas.add(area(area, fleet.ipsOf(area))));
        if (!fleet.releaseIps().isEmpty()) {
            areas.add(area(RELEASE_AREA, fleet.releaseIps()));
        }
        put(
                Api.PROJECT,
                Map.of(
                        "code",
                        "ssss",
                        "name",
                        "三生三世",
                        "areas",
                        areas,
                        "erlang_commands",
                        List.of(Map.of("call", "ledger:pay(integer)", "idempotent", false)),
                        "callback",
                        Map.of("url", callback.toString(), "secret_file", secret.toString())));
        mapping("file_pull8", "file-pull");
        mapping("file_push8", "file-push");
        for (String queue : Set.copyOf(shape.ops().values())) {
            mapping(queue, "ops-manager");
        }
        if (!fleet.releaseIps().isEmpty()) {
            put(Api.PROJECT + "/game-servers", Map.of("game_servers", gameServers()));
            for (String version : Versions.RELEASES) {
                unpack(version);
            }
        }
    }

    private void unpack(String version) throws IOException, InterruptedException {
        api.post(
                Api.PROJECT + "/areas/" + RELEASE_AREA + "/packages",
                Map.of("uuid", UUID.randomUUID().toString(), "app_type", Versions.TYPE, "version", version));
        String path = Api.PROJECT + "/packages/" + Versions.TYPE + "/" + version;
        for (int tried = 0; tried < UNPACK_TRIES; tried++) {
            if (api.get(path).body().path("state").asString("").equals("READY")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        throw new IllegalStateException("not unpacked: " + api.get(path).body());
    }

    private List<Map<String, Object>> gameServers() {
        return fleet.releaseIps().stream()
                .map(ip -> Map.<String, Object>of(
                        "ip",
                        ip,
                        "name",
                        Fleet.SERVER,
                        "process",
                        Fleet.SERVER,
                        "path",
                        fleet.live(ip).toString(),
                        "app_type",
                        Versions.TYPE,
                        "role",
                        "game"))
                .toList();
    }

    private Map<String, Object> area(String code, List<String> hosts) {
        return Map.of(
                "name", "区" + code, "codes", List.of(code), "hosts", hosts, "rsync_managers", List.of(fleet.manager()));
    }

    private void mapping(String queue, String role) throws IOException {
        String area = shape.area().get(queue);
        List<String> projects = area == null ? List.of("ssss") : List.of();
        List<Object> areas = area == null ? List.of() : List.of(Map.of("project", "ssss", "area", "区" + area));
        put(
                "/api/v1/queue-mappings/" + queue,
                Map.of("queue", queue, "role", role, "projects", projects, "areas", areas));
    }

    private void put(String path, Object body) throws IOException {
        Api.Answer answer = api.put(path, body);
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(path + ": " + answer);
        }
    }
}
