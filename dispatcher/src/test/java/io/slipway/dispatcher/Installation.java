package io.slipway.dispatcher;

import io.slipway.contract.CdnDirectory;
import io.slipway.contract.GameServer;
import io.slipway.contract.Manifest.ManifestCommand;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.plan.NewJob;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobInputs.ChosenFile;
import io.slipway.dispatcher.store.JobInputs.Host;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.PrivateStore;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.Project.Area;
import io.slipway.dispatcher.store.Project.CallbackTarget;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.store.QueueMappingStore;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.JobKind;
import io.slipway.job.Role;
import io.slipway.job.StepKind;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.PrivateRabbit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.context.ConfigurableApplicationContext;

/** A dispatcher with its store; the broker is given. The dispatcher can be ended and started again on the same store. */
public final class Installation implements AutoCloseable {
    public static final String QUEUES = "pull8,push8,relay8,ops8";
    public static final String MD5 = "0cc175b9c0f1b6a831c399e269772661";

    private final PrivateStore store = new PrivateStore();
    private final Map<String, Object> settings = new HashMap<>();
    private final CmdbSink cmdb;
    private ConfigurableApplicationContext context;

    public Installation(PrivateRabbit rabbit, CmdbSink cmdb, Map<String, Object> more) {
        this.cmdb = cmdb;
        settings.putAll(broker(rabbit));
        settings.put("slipway.mongo.uri", store.uri());
        settings.put("slipway.mongo.database", store.name());
        settings.put("slipway.rescue.period", "200ms");
        settings.put("slipway.rescue.lease", "2s");
        settings.put("slipway.callback.backoff", "0s,100ms,100ms,100ms,100ms,100ms");
        settings.put("slipway.onboarding.refresh", "200ms");
        settings.putAll(more);
        context = run();
        onboard();
    }

    public static Map<String, Object> broker(PrivateRabbit rabbit) {
        return Map.of(
                "spring.rabbitmq.host", rabbit.host(),
                "spring.rabbitmq.port", rabbit.port(),
                "spring.rabbitmq.username", rabbit.user(),
                "spring.rabbitmq.password", rabbit.password());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Job job(String id) {
        return bean(JobStore.class).find(id).orElseThrow();
    }

    public List<Target> targets(String jobId, StepKind step) {
        return bean(TargetStore.class).find(job(jobId).step(step).targets());
    }

    /** Of all steps, also where the job has no APPLY. */
    List<Target> targets(String jobId) {
        return job(jobId).steps().stream()
                .flatMap(step -> bean(TargetStore.class).find(step.targets()).stream())
                .toList();
    }

    void stopDispatcher() {
        context.close();
    }

    void startDispatcher() {
        context = run();
    }

    /** One more dispatcher on the same store and broker; the caller closes it. */
    ConfigurableApplicationContext anotherDispatcher() {
        return run();
    }

    /** One more dispatcher with a setting of its own. */
    ConfigurableApplicationContext anotherDispatcher(String setting) {
        return DispatcherApplication.application().properties(settings).run("--server.port=0", "--" + setting);
    }

    @Override
    public void close() {
        context.close();
        store.close();
    }

    /** A hot update of one file on that many hosts with one game server each. */
    public static NewJob hotUpdate(String uuid, int hosts) {
        return request(
                JobKind.HOT_UPDATE,
                VersionRef.HOT_SERVER,
                uuid,
                List.of(new ChosenFile("a.txt", MD5)),
                IntStream.range(0, hosts)
                        .mapToObj(i -> new Host(
                                "127.0." + (1 + i / 200) + "." + (1 + i % 200),
                                List.of(new GameServer("game", "qq_" + i))))
                        .toList(),
                List.of());
    }

    /** A hot update of one host whose files go over a relay. */
    static NewJob relayed(String uuid, RsyncManager relay) {
        NewJob job = hotUpdate(uuid, 1);
        return new NewJob(
                job.kind(),
                job.project(),
                job.area(),
                job.version(),
                job.createdBy(),
                job.inputs().through(relay));
    }

    /** A client update of one file in those directories of the seed's CDN. */
    static NewJob clientUpdate(String uuid, String... directories) {
        return request(
                JobKind.CLIENT_UPDATE,
                VersionRef.HOT_CLIENT,
                uuid,
                List.of(new ChosenFile("a.txt", MD5)),
                List.of(),
                Arrays.stream(directories)
                        .map(name -> new CdnDirectory("res.ssss.chuangyunet.com", name))
                        .toList());
    }

    static NewJob filePull(String uuid) {
        return request(JobKind.FILE_PULL, VersionRef.HOT_SERVER, uuid, List.of(), List.of(), List.of());
    }

    /** A pull of a client's files; {@link #clientUpdate} is of type 0. */
    static NewJob clientPull(String uuid, int clientType) {
        NewJob pull = request(JobKind.FILE_PULL, VersionRef.HOT_CLIENT, uuid, List.of(), List.of(), List.of());
        VersionRef version = new VersionRef(VersionRef.HOT_CLIENT, "ssss", "cn", uuid, "004200000", clientType);
        return new NewJob(pull.kind(), pull.project(), pull.area(), version, pull.createdBy(), pull.inputs());
    }

    public static String newUuid() {
        return UUID.randomUUID().toString();
    }

    private static NewJob request(
            JobKind kind,
            String updateType,
            String uuid,
            List<ChosenFile> files,
            List<Host> hosts,
            List<CdnDirectory> directories) {
        Integer clientType = kind == JobKind.CLIENT_UPDATE ? 0 : null;
        return new NewJob(
                kind,
                "ssss",
                "大陆",
                new VersionRef(updateType, "ssss", "cn", uuid, "004200000", clientType),
                "test",
                new JobInputs(
                        NewJob.idFor(kind, uuid),
                        "fingerprint-" + uuid + "-" + hosts.size() + "-" + directories.size(),
                        files,
                        List.of(new ManifestCommand("counter:next().", false)),
                        60,
                        List.of(new RsyncManager("127.0.0.1", 10022, "cmdb_hot_server", "cmdb_user", "/etc/x")),
                        hosts,
                        directories));
    }

    private ConfigurableApplicationContext run() {
        return DispatcherApplication.application()
                .properties(settings)
                .run("--server.port=0"); // the file's own port is stronger than a property
    }

    private void onboard() {
        bean(ProjectStore.class)
                .put(new Project(
                        "ssss",
                        "三生三世",
                        List.of(new Area("大陆", List.of("cn"), List.of(), List.of(), List.of(), null)),
                        List.of(),
                        60,
                        new CallbackTarget(cmdb.url().toString(), null)));
        QueueMappingStore mappings = bean(QueueMappingStore.class);
        for (Map.Entry<String, Role> queue : Map.of(
                        "pull8", Role.FILE_PULL,
                        "push8", Role.FILE_PUSH,
                        "relay8", Role.FILE_RELAY,
                        "ops8", Role.OPS_MANAGER)
                .entrySet()) {
            mappings.put(new QueueMapping(queue.getKey(), queue.getValue(), List.of("ssss"), List.of()));
        }
    }

    public static Set<String> ids(List<CmdbSink.Receipt> receipts) {
        return receipts.stream().map(CmdbSink.Receipt::id).collect(java.util.stream.Collectors.toSet());
    }
}
