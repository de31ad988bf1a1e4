package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.FilesListed;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.Report;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.Sha256;
import io.slipway.contract.TargetFinished;
import io.slipway.contract.TreeReport;
import io.slipway.dispatcher.report.ReportHandler;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.InstallationStore;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.PackageStore;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.dispatcher.store.ReleasePackage.State;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Packages, plans and releases over HTTP; what workers would report is reported by the test. */
abstract class ReleaseTest extends ApiTest {
    static final Duration LIMIT = Duration.ofSeconds(20);

    @Autowired
    JobStore jobs;

    @Autowired
    TargetStore targets;

    @Autowired
    PackageStore packages;

    @Autowired
    InstallationStore installations;

    @Autowired
    ReportHandler reports;

    /** A project with three hosts in 大陆 and one in 台湾; on each host two game servers and one of another type. */
    void onboardReleases(String project) {
        String body = """
                {"name": "发布",
                 "areas": [{"name": "大陆", "codes": ["cn", "cn_new"], "hosts": ["10.20.0.1", "10.20.0.2", "10.20.0.3"],
                            "rsync_managers": [{"ip": "10.20.9.1", "port": 10022, "module": "m", "user": "u",
                                                "pass_file": "/etc/pass"}]},
                           {"name": "台湾", "codes": ["tw"], "hosts": ["10.21.0.1"]}],
                 "erlang_commands": []}""";
        assertThat(put("/api/v1/projects/" + project, body).statusCode()).isEqualTo(200);
        for (String role : List.of("file-pull", "file-push", "ops-manager")) {
            String mapping = "{\"role\": \"" + role + "\", \"projects\": [\"" + project + "\"]}";
            assertThat(put("/api/v1/queue-mappings/" + project + "-" + role, mapping)
                            .statusCode())
                    .isEqualTo(200);
        }
        List<String> servers = new ArrayList<>();
        for (int host = 1; host <= 3; host++) {
            String ip = "10.20.0." + host;
            String label = host == 3 ? "\"test\"" : "";
            servers.add(server(ip, "game_1", "GameServer", "/data/game_1", label));
            servers.add(server(ip, "game_2", "GameServer", "/data/game_2", label));
            servers.add(server(ip, "login", "gameLogin", "/data/login", label));
        }
        HttpResponse<String> put = put(
                "/api/v1/projects/" + project + "/game-servers",
                "{\"game_servers\": [" + String.join(",", servers) + "]}");
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    }

    static String server(String ip, String name, String appType, String path, String labels) {
        return "{\"ip\": \"%s\", \"name\": \"%s\", \"app_type\": \"%s\", \"path\": \"%s\", \"labels\": [%s]}"
                .formatted(ip, name, appType, path, labels);
    }

    static String area(String project) {
        return "/api/v1/projects/" + project + "/areas/cn";
    }

    /** Files of ten bytes each; the text stands for the content. */
    static List<ManifestFile> files(Map<String, String> contents) {
        return contents.entrySet().stream()
                .map(file -> new ManifestFile(
                        file.getKey(),
                        10,
                        "0cc175b9c0f1b6a831c399e269772661",
                        Sha256.hex(file.getValue().getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    String askPackage(String project, String appType, String version) {
        String uuid = freshUuid();
        String body = "{\"uuid\": \"%s\", \"app_type\": \"%s\", \"version\": \"%s\"}";
        HttpResponse<String> answer = post(area(project) + "/packages", body.formatted(uuid, appType, version));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return uuid;
    }

    void unpacked(String jobId, List<ManifestFile> files) {
        reports.handle(told(jobId, files));
    }

    /** What a receiver reports that has unpacked them: the pages of its list, then its end. */
    List<Report> told(String jobId, List<ManifestFile> files) {
        String target = pullTarget(jobId);
        List<Report> told = new ArrayList<>();
        for (int from = 0; from < files.size(); from += MessageLimits.FILES_PER_PAGE) {
            int to = Math.min(files.size(), from + MessageLimits.FILES_PER_PAGE);
            told.add(new FilesListed(target, 1, from / MessageLimits.FILES_PER_PAGE, files.subList(from, to)));
        }
        long bytes = files.stream().mapToLong(ManifestFile::size).sum();
        told.add(new TargetFinished(
                target, 1, OutcomeKind.SUCCEEDED, null, Map.of(), files.size(), bytes, "receiver", 5L));
        return told;
    }

    String pullTarget(String jobId) {
        return jobs.find(jobId).orElseThrow().step(StepKind.PULL).targets().get(0);
    }

    /** A version that can be released. */
    ReleasePackage ready(String project, String version, Map<String, String> contents) {
        unpacked(askPackage(project, "GameServer", version), files(contents));
        return awaitPackage(project, version, State.READY);
    }

    ReleasePackage awaitPackage(String project, String version, State state) {
        await().atMost(LIMIT).until(() -> packages.find(project, "GameServer", version)
                .filter(one -> one.state() == state)
                .isPresent());
        return packages.find(project, "GameServer", version).orElseThrow();
    }

    /** A plan that has to come about. */
    JsonNode plan(String project, String body) {
        HttpResponse<String> answer = post(area(project) + "/release-plans", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location"))
                .contains("/api/v1/release-plans/" + tree(answer).get("id").asString());
        return tree(answer);
    }

    static String release(String version, String servers) {
        return "{\"app_type\": \"GameServer\", \"version\": \"%s\", \"servers\": %s}".formatted(version, servers);
    }

    HttpResponse<String> run(String project, String uuid, String plan) {
        return post(area(project) + "/releases", "{\"uuid\": \"%s\", \"plan\": \"%s\"}".formatted(uuid, plan));
    }

    /** Accepts the plan and returns the job. */
    String accept(String project, JsonNode plan) {
        String uuid = freshUuid();
        HttpResponse<String> answer = run(project, uuid, plan.get("id").asString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return uuid;
    }

    /** The pushes succeed; then each host reports what the test says of each of its game servers. */
    Job carryOut(String jobId, Function<String, ServerResult> result) {
        awaitRunning(jobId, StepKind.PUSH);
        for (Target push : targets.find(job(jobId).step(StepKind.PUSH).targets())) {
            reports.handle(List.of(new TargetFinished(
                    push.id(), push.attempt(), OutcomeKind.SUCCEEDED, null, Map.of(), 2, 20, "push", 100L)));
        }
        awaitRunning(jobId, StepKind.RELEASE);
        while (!job(jobId).state().terminal()) {
            await().atMost(LIMIT)
                    .until(() -> job(jobId).state().terminal()
                            || !targets.pending(
                                            job(jobId).step(StepKind.RELEASE).targets())
                                    .isEmpty());
            for (Target host : targets.find(
                    targets.pending(job(jobId).step(StepKind.RELEASE).targets()))) {
                Map<String, ServerResult> results = new HashMap<>();
                host.servers()
                        .forEach(server -> results.put(server.name(), result.apply(host.key() + ":" + server.name())));
                reports.handle(List.of(new TargetFinished(
                        host.id(), host.attempt(), OutcomeKind.SUCCEEDED, null, results, 2, 20, "ops", 1000L)));
            }
        }
        await().atMost(LIMIT).until(() -> job(jobId).settled());
        return job(jobId);
    }

    private void awaitRunning(String jobId, StepKind step) {
        await().atMost(LIMIT).until(() -> job(jobId).step(step).state() == StepState.RUNNING);
    }

    Job job(String jobId) {
        return jobs.find(jobId).orElseThrow();
    }

    static ServerResult switched(@Nullable String before, String tree, boolean ran) {
        return result(new TreeReport(tree, before, Instant.now(), ran, List.of(tree), List.of(), null, null));
    }

    static ServerResult untouched(String tree) {
        return result(new TreeReport(tree, tree, null, true, List.of(tree), List.of(), null, null));
    }

    private static ServerResult result(TreeReport tree) {
        return new ServerResult(new Part("已切换", true), new Part("正常", true), tree);
    }

    /** What the record says once a release has put that version there. */
    void runs(String project, String ip, String name, ReleasePackage version, String jobId, List<String> held) {
        String digest = String.valueOf(version.manifest());
        Base base = new Base(
                "GameServer",
                version.version(),
                digest,
                ReleaseServers.treeName(version.version(), digest),
                jobId,
                Instant.parse("2026-01-01T00:00:00Z"),
                true,
                List.of());
        String id = Installation.idOf(project, ip, name);
        Installation known = installations.find(List.of(id)).get(id);
        if (known == null) {
            installations.insert(
                    new Installation(id, project, "大陆", ip, name, base, List.of(), List.of(), held, 1, 1, 0));
        } else {
            installations.replace(new Installation(
                    id, project, "大陆", ip, name, base, List.of(), List.of(), held, 1, 1, known.revision()));
        }
    }
}
