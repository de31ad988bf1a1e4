package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestCommand;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.Sha256;
import io.slipway.contract.TreeReport.KeptFile;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.DesiredVersion;
import io.slipway.dispatcher.store.DesiredVersionStore;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.Installation.Lost;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.Installation.Why;
import io.slipway.dispatcher.store.InstallationStore;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobInputs.ChosenFile;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.ManifestStore;
import io.slipway.dispatcher.store.PackageStore;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A project with game servers, and what the record says of them. */
final class InstalledFixtures {
    static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");
    private static final ManifestStore MANIFESTS = new ManifestStore(MemoryStore.database());
    private static final JobStore JOBS = new JobStore(MemoryStore.database());

    final String project;

    /** Onboards it: three game servers of one type, one without a path, one of another type. */
    InstalledFixtures(ApiTest api, String project) {
        this.project = project;
        assertThat(api.put("/api/v1/projects/" + project, """
                {"name": "萌三国",
                 "areas": [{"name": "大陆", "codes": ["cn"], "hosts": ["10.7.0.1", "10.7.0.2"],
                   "rsync_managers": [{"ip": "123.207.124.150", "port": 10022, "module": "cmdb_hot_server",
                     "user": "cmdb_user", "pass_file": "/etc/ssss.password"}]}],
                 "erlang_commands": [{"call": "code:load_file(atom)", "idempotent": true}]}""").statusCode()).isEqualTo(200);
        for (String role : List.of("file-pull", "file-push", "ops-manager")) {
            String mapping = "{\"role\": \"" + role + "\", \"projects\": [\"" + project + "\"]}";
            assertThat(api.put("/api/v1/queue-mappings/" + project + "-" + role, mapping)
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(api.put("/api/v1/projects/" + project + "/game-servers", """
                {"game_servers": [
                  {"ip": "10.7.0.1", "name": "qq_1", "path": "/data/qq_1", "app_type": "GameServer", "labels": ["gray"]},
                  {"ip": "10.7.0.1", "name": "qq_2", "path": "/data/qq_2", "app_type": "GameServer"},
                  {"ip": "10.7.0.2", "name": "qq_3", "path": "/data/qq_3", "app_type": "GameServer"},
                  {"ip": "10.7.0.2", "name": "qq_4", "app_type": "GameServer"},
                  {"ip": "10.7.0.2", "name": "login", "path": "/data/login", "app_type": "gameLogin"}]}""").statusCode())
                .isEqualTo(200);
    }

    String path(String rest) {
        return "/api/v1/projects/" + project + rest;
    }

    /** A file whose bytes are its text. */
    static ManifestFile file(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ManifestFile(name, bytes.length, "0cc175b9c0f1b6a831c399e269772661", Sha256.hex(bytes));
    }

    static String manifest(List<ManifestCommand> commands, ManifestFile... files) {
        return MANIFESTS.put(new Manifest(Arrays.asList(files), commands, commands.isEmpty() ? 0 : 60));
    }

    VersionRef releaseRef(String version) {
        return new VersionRef(VersionRef.RELEASE, project, "cn", "package-" + version, version);
    }

    /** A base of that version. */
    Base base(String version, ManifestFile... files) {
        String manifest = manifest(List.of(), files);
        VersionRef ref = releaseRef(version);
        return new Base(
                "GameServer",
                ref,
                manifest,
                ReleaseServers.treeName(ref, manifest),
                "release-" + version,
                BEGIN,
                true,
                List.of(new KeptFile("init.properties", "a".repeat(64))));
    }

    /** A READY package with the files of the base. */
    void ready(Base base) {
        PackageStore packages = new PackageStore(MemoryStore.database());
        String id = ReleasePackage.idOf(project, base.appType(), base.version().version());
        ReleasePackage preparing = new ReleasePackage(
                id,
                project,
                base.appType(),
                "0-" + id,
                base.version(),
                ReleasePackage.State.PREPARING,
                "package-job",
                null,
                0,
                0,
                "ops",
                BEGIN,
                null);
        packages.claim(preparing);
        packages.end(preparing.ready(base.manifest(), 1, 1));
    }

    void desired(String version, String manifest) {
        String id = DesiredVersion.idOf(project, "大陆", "GameServer");
        new DesiredVersionStore(MemoryStore.database())
                .change(
                        id,
                        any -> new DesiredVersion(
                                id, project, "大陆", "GameServer", version, manifest, null, 0, BEGIN, "ops", 0));
    }

    /** A hot update that some job brought; the job is stored too. */
    Patch patch(String jobId, @Nullable Base over, boolean idempotent, ManifestFile... files) {
        List<ManifestCommand> commands = List.of(new ManifestCommand("code:load_file(" + jobId + ").", idempotent));
        VersionRef ref = new VersionRef(VersionRef.HOT_SERVER, project, "cn", jobId, "004200001");
        String manifest = manifest(commands, files);
        JobInputs inputs = new JobInputs(
                jobId,
                "print",
                Stream.of(files)
                        .map(file -> new ChosenFile(file.name(), file.md5()))
                        .toList(),
                commands,
                60,
                List.of(),
                List.of(),
                List.of());
        JOBS.claim(inputs);
        long seq = JOBS.nextSeq();
        List<JobStep> steps = new ArrayList<>();
        for (StepKind step : JobKind.HOT_UPDATE.steps()) {
            steps.add(new JobStep(step, StepState.SUCCEEDED, List.of(), BEGIN, BEGIN));
        }
        JOBS.insert(new Job(
                jobId,
                JobKind.HOT_UPDATE,
                seq,
                project,
                "大陆",
                ref,
                "print",
                JobState.SUCCEEDED,
                1,
                steps,
                manifest,
                null,
                "ops",
                null,
                BEGIN,
                BEGIN,
                BEGIN,
                true,
                null,
                0));
        return new Patch(jobId, ref, manifest, BEGIN.plusSeconds(seq), null, over == null ? null : over.tree());
    }

    static Patch lost(Patch patch, Why why) {
        return patch.lost(new Lost(why, BEGIN.plusSeconds(9000), "restart-1"));
    }

    /** What the record says of a game server from now on. */
    void record(String ip, String server, @Nullable Base base, Patch... patches) {
        InstallationStore store = new InstallationStore(MemoryStore.database());
        String id = Installation.idOf(project, ip, server);
        Installation known = store.find(List.of(id)).get(id);
        Installation next = new Installation(
                id,
                project,
                "大陆",
                ip,
                server,
                base,
                List.of(),
                List.of(patches),
                base == null ? List.of() : List.of(base.tree()),
                1,
                1,
                known == null ? 0 : known.revision());
        assertThat(store.write(List.of(new InstallationStore.Change(known, next))))
                .isTrue();
    }

    static Map<String, JobInputs.Host> hosts(String jobId) {
        return JOBS.inputs(jobId).hosts().stream()
                .collect(java.util.stream.Collectors.toMap(JobInputs.Host::ip, host -> host));
    }

    static JobInputs inputs(String jobId) {
        return JOBS.inputs(jobId);
    }

    static Job job(String jobId) {
        return JOBS.find(jobId).orElseThrow();
    }

    static List<ManifestFile> files(String digest) {
        return io.slipway.contract.MessageCodec.decodeManifest(
                        MANIFESTS.json(digest).orElseThrow())
                .files();
    }
}
