package io.slipway.contract;

import io.slipway.contract.ControlMessage.CancelJob;
import io.slipway.contract.ControlMessage.ResumeJob;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.DispatcherReply.Decision;
import io.slipway.contract.DispatcherReply.ManifestFound;
import io.slipway.contract.DispatcherReply.Refused;
import io.slipway.contract.DispatcherReply.Welcome;
import io.slipway.contract.Manifest.ManifestCommand;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.WorkerHeartbeat.Held;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One frozen message: the file as it once went over a broker, and the value it stands for. A file is never changed; a
 * change of the contract that cannot read it any more is a change that breaks workers in the field.
 *
 * @param name of the file, {@code samples/{name}.json}
 * @param type what its queue carries
 */
record Sample(String name, Class<?> type, Object value) {
    private static final OrderHeader HEADER = new OrderHeader("6f1c", 42, 2, "6f1c:apply:10.1.1.1", 3);
    private static final VersionRef VERSION = new VersionRef("hot_server", "ssss", "cn", "6f1c", "004200000");
    private static final VersionRef RELEASE =
            new VersionRef(VersionRef.RELEASE, "ssss", "cn", "7a2d", "CI-Game_20261121.4");
    private static final VersionRef RELEASE_BEFORE =
            new VersionRef(VersionRef.RELEASE, "ssss", "cn", "51ee", "CI-Game_20261114.2");
    private static final RsyncManager MANAGER =
            new RsyncManager("10.1.1.9", 10022, "cmdb_hot_server", "cmdb_user", "/etc/slipway/rsync");
    private static final String MD5 = "0cc175b9c0f1b6a831c399e269772661";
    private static final String SHA256 = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    private static final ManifestFile FILE = new ManifestFile("ebin/玩家.beam", 1, MD5, SHA256);
    private static final CommandKey COMMAND = new CommandKey("6f1c:apply:10.1.1.1", "qq_1", 0);

    private static final List<Sample> OWN = List.of(
            new Sample("order-pull-files-v1", WorkOrder.class, new PullFiles(HEADER, VERSION)),
            new Sample(
                    "order-push-files-v1",
                    WorkOrder.class,
                    new PushFiles(
                            HEADER,
                            VERSION,
                            new RsyncManager("10.1.1.9", 10022, "cmdb_hot_server", "cmdb_user", "/etc/slipway/rsync"),
                            SHA256)),
            new Sample(
                    "order-push-files-basis-v1",
                    WorkOrder.class,
                    new PushFiles(HEADER, RELEASE, MANAGER, SHA256, List.of(RELEASE_BEFORE))),
            new Sample("order-unpack-package-v1", WorkOrder.class, new UnpackPackage(HEADER, RELEASE, "GameServer")),
            new Sample(
                    "order-relay-files-v1",
                    WorkOrder.class,
                    new RelayFiles(HEADER, RELEASE, MANAGER, SHA256, List.of(RELEASE_BEFORE))),
            new Sample(
                    "order-release-servers-v1",
                    WorkOrder.class,
                    new ReleaseServers(
                            HEADER,
                            RELEASE,
                            "大陆",
                            "10.1.1.1",
                            List.of(
                                    new ReleasedServer(new GameServer("game", "qq_1"), "/data/game1", null),
                                    new ReleasedServer(new GameServer("cross", "kf_1"), "/data/game2", false)),
                            SHA256,
                            List.of("init.properties"),
                            ReleaseServers.KeptFrom.VERSION,
                            ReleaseServers.ProcessesAfter.AS_BEFORE,
                            true,
                            2,
                            false)),
            new Sample(
                    "order-compare-trees-v1",
                    WorkOrder.class,
                    new CompareTrees(
                            HEADER,
                            new VersionRef("drift", "ssss", "cn", "6f1c", "drift"),
                            "大陆",
                            "10.1.1.1",
                            List.of(new ComparedServer(
                                    new GameServer("game", "qq_1"),
                                    "/data/game1",
                                    "CI-Game_20261121.4-ca978112ca1b",
                                    SHA256,
                                    List.of("init.properties"))))),
            new Sample(
                    "report-target-released-v1",
                    Report.class,
                    new TargetFinished(
                            "6f1c:release:10.1.1.1",
                            3,
                            OutcomeKind.SUCCEEDED,
                            null,
                            Map.of(
                                    "qq_1",
                                    new ServerResult(
                                            new Part("已切换到 1.0.4-ca978112ca1b", true),
                                            new Part("已重启", true),
                                            new TreeReport(
                                                    "1.0.4-ca978112ca1b",
                                                    "1.0.3-0cc175b9c0f1",
                                                    Instant.parse("2026-11-21T03:04:05Z"),
                                                    true,
                                                    List.of("1.0.4-ca978112ca1b", "1.0.3-0cc175b9c0f1"),
                                                    List.of(new TreeReport.KeptFile("init.properties", SHA256)),
                                                    1L,
                                                    List.of(
                                                            new TreeReport.Difference(
                                                                    "a.txt", TreeReport.Kind.CHANGED))))),
                            3000,
                            209715200,
                            "ops-manager@h#1",
                            1200L)),
            new Sample(
                    "order-push-files-limited-v1",
                    WorkOrder.class,
                    new PushFiles(
                            HEADER,
                            VERSION,
                            new RsyncManager(
                                    "10.1.1.9",
                                    10022,
                                    "cmdb_hot_server",
                                    "cmdb_user",
                                    "/etc/slipway/rsync",
                                    List.of(new BandwidthRule("20:00", "23:30", 2048)),
                                    "Asia/Shanghai"),
                            SHA256)),
            new Sample(
                    "order-apply-update-v1",
                    WorkOrder.class,
                    new ApplyUpdate(
                            HEADER,
                            VERSION,
                            "大陆",
                            "10.1.1.1",
                            List.of(new GameServer("game", "qq_1"), new GameServer("cross", "kf_1")),
                            SHA256)),
            new Sample(
                    "order-apply-client-v1",
                    WorkOrder.class,
                    new ApplyClient(
                            HEADER,
                            new VersionRef("hot_client", "ssss", "cn", "6f1c", "003100000", 1),
                            "大陆",
                            new CdnDirectory("res.ssss.chuangyunet.com", "t1"),
                            SHA256)),
            new Sample(
                    "order-control-servers-v1",
                    WorkOrder.class,
                    new ControlServers(
                            HEADER,
                            new VersionRef("service", "ssss", "cn", "6f1c", "restart"),
                            "大陆",
                            "10.1.1.1",
                            ServiceAction.RESTART,
                            List.of(
                                    new GameServer("game", "qq_1"),
                                    new GameServer(
                                            "cross",
                                            "kf_1",
                                            "game:kf_1",
                                            new HealthCheck(HealthCheck.Kind.TCP, 7001, null, null, 30))),
                            true)),
            new Sample("report-target-started-v1", Report.class, new TargetStarted("6f1c:pull:cn", 1, "file_pull@a#1")),
            new Sample(
                    "report-target-progressed-v1",
                    Report.class,
                    new TargetProgressed("6f1c:pull:cn", 1, new Progress("copy", 512, 1024, "bytes"))),
            new Sample(
                    "report-target-progressed-limited-v1",
                    Report.class,
                    new TargetProgressed("6f1c:push:x", 1, new Progress("push", 512, 1024, "bytes", 2048))),
            new Sample("report-files-listed-v1", Report.class, new FilesListed("6f1c:pull:cn", 1, 0, List.of(FILE))),
            new Sample(
                    "report-target-finished-v1",
                    Report.class,
                    new TargetFinished(
                            "6f1c:apply:10.1.1.1", 3, OutcomeKind.SUCCEEDED, null, Map.of("qq_1", ok()), 1, 1)),
            new Sample(
                    "report-target-finished-by-worker-v1",
                    Report.class,
                    new TargetFinished(
                            "6f1c:apply:10.1.1.1",
                            3,
                            OutcomeKind.SUCCEEDED,
                            null,
                            Map.of("qq_1", ok()),
                            1,
                            1,
                            "ops_manager@a#1",
                            250L)),
            new Sample(
                    "report-target-failed-v1",
                    Report.class,
                    new TargetFinished(
                            "6f1c:push:10.1.1.9_10022/cmdb_hot_server",
                            1,
                            OutcomeKind.FAILED,
                            new Failure(FailureCode.DISK_FULL, "no space left", "rsync: write failed"),
                            Map.of(),
                            0,
                            0)),
            new Sample(
                    "report-worker-heartbeat-v1",
                    Report.class,
                    new WorkerHeartbeat(
                            "ops_manager@a#1",
                            Role.OPS_MANAGER,
                            "a",
                            List.of("ops8"),
                            16,
                            Map.of("slipway", "0.1.0"),
                            List.of(new Held("6f1c:apply:10.1.1.1", 3)))),
            new Sample("request-worker-hello-v1", WorkerRequest.class, new WorkerHello("ops_manager@a#1")),
            new Sample("request-manifest-v1", WorkerRequest.class, new ManifestRequest(SHA256)),
            new Sample("request-command-start-v1", WorkerRequest.class, new CommandStart(COMMAND, 3, 2, "grant-1")),
            new Sample(
                    "request-command-done-v1",
                    WorkerRequest.class,
                    new CommandDone(COMMAND, 3, 2, new CommandResult(true, "{ok,1}"))),
            new Sample("reply-welcome-v1", DispatcherReply.class, new Welcome(List.of("6f1c", "6f1d"))),
            new Sample("reply-manifest-found-v1", DispatcherReply.class, new ManifestFound("{\"files\":[]}")),
            new Sample("reply-command-granted-v1", DispatcherReply.class, new CommandDecision(Decision.GRANTED, null)),
            new Sample(
                    "reply-command-already-done-v1",
                    DispatcherReply.class,
                    new CommandDecision(Decision.ALREADY_DONE, new CommandResult(false, "{error,enoent}"))),
            new Sample("reply-refused-v1", DispatcherReply.class, new Refused("no such manifest")),
            new Sample("control-cancel-job-v1", ControlMessage.class, new CancelJob("6f1c")),
            new Sample("control-resume-job-v1", ControlMessage.class, new ResumeJob("6f1c")),
            new Sample("probe-source-v1", Probe.class, new ProbeSource("p-1", 17_000, "ssss", "cn", "004200000")),
            new Sample("probe-source-any-v1", Probe.class, new ProbeSource("p-1", 17_000, "ssss", "cn", null)),
            new Sample(
                    "probe-push-v1",
                    Probe.class,
                    new ProbePush(
                            "p-2",
                            17_000,
                            List.of(new RsyncManager(
                                    "123.207.124.150", 10022, "cmdb_hot_server", "cmdb_user", "/etc/ssss.password")))),
            new Sample(
                    "probe-hosts-v1",
                    Probe.class,
                    new ProbeHosts(
                            "p-3",
                            17_000,
                            "ssss",
                            "大陆",
                            "cn",
                            true,
                            List.of("res.ssss.chuangyunet.com"),
                            List.of(new ProbeHosts.ProbedHost("10.1.1.1", List.of("qq_1", "qq_2"))))),
            new Sample(
                    "probe-heard-v1",
                    ProbeAnswer.class,
                    new ProbeAnswer("p-2", "file_push@a#1", 1_795_000_000_000L, false, List.of())),
            new Sample(
                    "probe-answer-v1",
                    ProbeAnswer.class,
                    new ProbeAnswer(
                            "p-2",
                            "file_push@a#1",
                            1_795_000_000_500L,
                            true,
                            List.of(
                                    ProbeCell.noGo(
                                            CheckName.PASSWORD_FILE,
                                            "/etc/ssss.password",
                                            new Words("权限是 644", "has mode 644"),
                                            Words.same("chmod 600 /etc/ssss.password")),
                                    ProbeCell.go(
                                            CheckName.RSYNC_PORT, "10.1.1.9:873/m", new Words("有应答", "answers"))))),
            new Sample(
                    "manifest-v1",
                    Manifest.class,
                    new Manifest(List.of(FILE), List.of(new ManifestCommand("code:load_file(player).", true)), 60)));

    static final List<Sample> ALL =
            Stream.concat(OWN.stream(), BoardSamples.ALL.stream()).toList();

    /** The frozen bytes, without the newline at the end of the file. */
    byte[] frozen() {
        try (InputStream file = Sample.class.getResourceAsStream("samples/" + name + ".json")) {
            if (file == null) {
                throw new IllegalStateException("no frozen sample " + name + ".json");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static ServerResult ok() {
        return new ServerResult(new Part("更新成功", true), new Part("执行成功", true));
    }
}
