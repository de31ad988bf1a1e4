package io.slipway.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.ApplyClient;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.PullFiles;
import io.slipway.contract.PushFiles;
import io.slipway.contract.WorkOrder;
import io.slipway.dispatcher.plan.JobActions;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.schema.ContractSchemas;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import io.slipway.job.TargetState;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.CmdbSink.Receipt;
import io.slipway.peers.PrivateRabbit;
import io.slipway.worker.OrderContext;
import io.slipway.worker.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a client update through a real RabbitMQ: its targets are CDN directories, and it ends with one callback. */
@Tag("slow")
class ClientUpdateLifeTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String[] SEED = {"t1", "test_r1", "s1", "r1"};

    @TempDir
    static Path directory;

    private static PrivateRabbit rabbit;
    private static CmdbSink cmdb;
    private static Installation slipway;

    private ScriptedWorker worker;
    private volatile ScriptedWorker.Script script = ClientUpdateLifeTest::succeed;

    @BeforeAll
    static void startPeers() throws Exception {
        rabbit = PrivateRabbit.in(directory).start();
        cmdb = new CmdbSink();
        slipway = new Installation(rabbit, cmdb, Map.of());
    }

    @AfterAll
    static void everyCallbackHasItsPublishedShape() {
        cmdb.receipts()
                .forEach(receipt -> assertThat(ContractSchemas.problemsOfCallback(receipt.event(), receipt.body()))
                        .as(receipt.toString())
                        .isEmpty());
    }

    @AfterAll
    static void stopPeers() {
        slipway.close();
        cmdb.close();
        rabbit.close();
    }

    @BeforeEach
    void startWorker() {
        worker = new ScriptedWorker(
                Installation.broker(rabbit), 8, "200ms", (order, context) -> script.play(order, context));
    }

    @AfterEach
    void stopWorker() {
        worker.close();
    }

    @Test
    void theFinalCallbackIsTheSeedsExactJsonInTheOrderOfTheRequest() {
        script = (order, context) ->
                order instanceof ApplyClient apply && apply.directory().cdnDir().equals("r1")
                        ? Outcome.failed(Failure.of(FailureCode.CDN_MISMATCH, "other bytes"))
                        : succeed(order, context);
        String id = accept();

        assertThat(awaitOver(id).state()).isEqualTo(JobState.PARTIAL);
        List<Receipt> receipts = awaitFinal(id, "");
        assertThat(receipts.stream().map(Receipt::event)).containsExactly("pushed", "started", "final");
        assertThat(receipts.get(0).body())
                .isEqualTo("{\"push_result\":true,\"push_data\":\"文件推送成功\",\"uuid\":\"" + id
                        + "\",\"update_type\":\"hot_client\",\"version\":\"004200000\"}");
        assertThat(receipts.get(2).body()).isEqualTo(seedsFinal(id, true, true, true, false));
        assertThat(slipway.targets(id, StepKind.APPLY).get(3).key()).isEqualTo("res.ssss.chuangyunet.com/r1");
    }

    @Test
    void aRetriedRoundTellsOfAllDirectoriesWithTheirPresentStatus() {
        script = (order, context) -> order instanceof ApplyClient apply
                        && order.header().round() == 1
                        && !apply.directory().cdnDir().equals("s1")
                ? Outcome.unknown(Failure.of(FailureCode.OUTCOME_UNKNOWN, "the web server did not answer"))
                : succeed(order, context);
        String id = accept();
        awaitOver(id);
        assertThat(awaitFinal(id, "").get(2).body()).isEqualTo(seedsFinal(id, false, false, true, false));

        slipway.bean(JobActions.class).retry(id, "test");

        List<Receipt> receipts = awaitFinal(id, ":r2");
        assertThat(receipts.get(receipts.size() - 1).body()).isEqualTo(seedsFinal(id, true, true, true, true));
        assertThat(receipts.stream().map(Receipt::id))
                .containsExactly(id + ":pushed", id + ":started", id + ":final", id + ":started:r2", id + ":final:r2");
    }

    @Test
    void aPushThatFailsLeavesEveryDirectoryFalse() {
        script = (order, context) -> order instanceof PushFiles
                ? Outcome.failed(Failure.of(FailureCode.AUTH, "refused"))
                : succeed(order, context);
        String id = accept();

        awaitOver(id);
        List<Receipt> receipts = awaitFinal(id, "");
        assertThat(receipts.stream().map(Receipt::event)).containsExactly("pushed", "final");
        assertThat(receipts.get(1).body()).isEqualTo(seedsFinal(id, false, false, false, false));
        assertThat(slipway.targets(id, StepKind.APPLY)).allMatch(target -> target.state() == TargetState.SKIPPED);
    }

    @Test
    void aClientUpdateDoesNotWaitForAServerUpdateOfTheArea() {
        String server = Installation.newUuid();
        slipway.bean(JobIntake.class).accept(Installation.hotUpdate(server, 1));
        awaitOver(server);
        Job holder = slipway.job(server);
        assertThat(slipway.bean(JobStore.class).holdLocation(holder)).isTrue();
        try {
            assertThat(awaitOver(accept()).state()).isEqualTo(JobState.SUCCEEDED);
        } finally {
            slipway.bean(JobStore.class).releaseLocation(holder);
        }
    }

    @Test
    void filesPulledForOneClientTypeAreNotDeliveredAsTheOther() {
        String uuid = Installation.newUuid();
        slipway.bean(JobIntake.class).accept(Installation.clientPull(uuid, 1));
        await().atMost(LIMIT).until(() -> slipway.job("pull-" + uuid).settled());
        slipway.bean(JobIntake.class).accept(Installation.clientUpdate(uuid, SEED));

        Job job = awaitOver(uuid);
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.note()).contains("file_not_found", "client_type 1");
    }

    @Test
    void theEarlierPullOfTheSameClientTypeIsUsed() {
        String uuid = Installation.newUuid();
        slipway.bean(JobIntake.class).accept(Installation.clientPull(uuid, 0));
        await().atMost(LIMIT).until(() -> slipway.job("pull-" + uuid).settled());
        slipway.bean(JobIntake.class).accept(Installation.clientUpdate(uuid, SEED));

        Job job = awaitOver(uuid);
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.step(StepKind.PULL).state()).isEqualTo(StepState.SKIPPED);
    }

    private static String accept() {
        String uuid = Installation.newUuid();
        slipway.bean(JobIntake.class).accept(Installation.clientUpdate(uuid, SEED));
        return uuid;
    }

    private static Job awaitOver(String id) {
        await(id).atMost(LIMIT).untilAsserted(() -> assertThat(slipway.job(id).settled())
                .as(() -> slipway.job(id) + "\n" + slipway.targets(id))
                .isTrue());
        return slipway.job(id);
    }

    private static List<Receipt> awaitFinal(String id, String round) {
        await().atMost(LIMIT).until(() -> Installation.ids(cmdb.receiptsOf(id)).contains(id + ":final" + round));
        return cmdb.receiptsOf(id);
    }

    private static String seedsFinal(String id, boolean... status) {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < SEED.length; i++) {
            data.append(i == 0 ? "" : ",")
                    .append("{\"cdn_root_url\":\"res.ssss.chuangyunet.com\",\"cdn_dir\":\"")
                    .append(SEED[i])
                    .append("\",\"status\":")
                    .append(status[i])
                    .append('}');
        }
        return "{\"update_type\":\"hot_client\",\"data\":[" + data + "],\"uuid\":\"" + id
                + "\",\"version\":\"004200000\"}";
    }

    private static Outcome succeed(WorkOrder order, OrderContext context) throws InterruptedException {
        if (order instanceof PullFiles) {
            context.filesListed(0, List.of(new ManifestFile("a.txt", 1, Installation.MD5, "0".repeat(64))));
        }
        return Outcome.succeeded(1, 1);
    }
}
