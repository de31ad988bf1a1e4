package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.peers.CmdbSink;
import io.slipway.peers.CmdbSink.Receipt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A job of 200 IPs, and {@code kill -9} in the middle of it. However it is disturbed: every target ends once, a command that
 * must not run twice does not, and the final callback comes after all the others.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledPartsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private WideFleet fleet;
    private CmdbSink cmdb;
    private DistributedDeployment slipway;
    private SlipwayClient client;
    private int commandsBefore;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        fleet = new WideFleet(Files.createDirectories(directory.resolve("fleet")));
        cmdb = new CmdbSink();
        slipway = new DistributedDeployment(directory.resolve("slipway"), fleet.workerSettings());
        slipway.start();
        slipway.launchOpsManager("ops-manager-2");
        client = slipway.client();
        Path secret = Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        client.onboard(WideFleet.ips(), fleet.manager(), cmdb.url(), secret.toString());
        slipway.rabbit().syncQueueNames();
    }

    @AfterAll
    void stop() {
        if (slipway != null) {
            slipway.close();
        }
        if (cmdb != null) {
            cmdb.close();
        }
        if (fleet != null) {
            fleet.close();
        }
    }

    @BeforeEach
    void countCommands() {
        commandsBefore = fleet.commandsRun();
    }

    @Test
    void killedWorkerLosesNoTarget() throws Exception {
        String uuid = hotUpdate();
        awaitDone(uuid, 30);

        slipway.process("ops-manager-2").kill9();

        assertAllEndedOnce(uuid);
        slipway.launchOpsManager("ops-manager-2");
    }

    @Test
    void dispatcherKilledBetweenAcceptAndPublishLosesNoJob() throws Exception {
        slipway.rabbit().kill9(); // so that nothing can be published after the 202
        String uuid = hotUpdate();
        slipway.killDispatcher();
        slipway.rabbit().restart();

        slipway.start();

        assertAllEndedOnce(uuid);
    }

    @Test
    void dispatcherKilledInTheMiddleLosesNoReport() throws Exception {
        String uuid = hotUpdate();
        awaitDone(uuid, 30);

        slipway.killDispatcher();
        slipway.start();

        assertAllEndedOnce(uuid);
    }

    @Test
    void killedBrokerLosesNoOrderAndNoReport() throws Exception {
        String uuid = hotUpdate();
        awaitDone(uuid, 30);

        slipway.rabbit().kill9();
        slipway.rabbit().restart();

        assertAllEndedOnce(uuid);
    }

    private void assertAllEndedOnce(String uuid) {
        await().atMost(LIMIT).until(() -> Set.of("SUCCEEDED", "PARTIAL").contains(client.state(uuid)));
        List<JsonNode> targets = client.applyTargets(uuid);
        Map<String, Long> states = targets.stream()
                .collect(Collectors.groupingBy(target -> target.get("state").asString(), Collectors.counting()));
        targets.stream()
                .filter(target -> !target.get("state").asString().equals("SUCCEEDED"))
                .limit(5)
                .forEach(target -> System.out.println("states: " + target.get("key") + " " + target.get("failure")));
        System.out.println("states " + states + ", attempts "
                + targets.stream()
                        .collect(Collectors.groupingBy(
                                target -> target.get("attempt").asInt(), Collectors.counting())));
        assertThat(targets).hasSize(WideFleet.HOSTS);
        assertThat(states.keySet()).isSubsetOf("SUCCEEDED", "UNKNOWN");
        long unknown = states.getOrDefault("UNKNOWN", 0L);
        assertThat(fleet.commandsRun() - commandsBefore)
                .as("each command ran once; where nobody knows, at most once")
                .isBetween((int) (WideFleet.HOSTS - unknown), WideFleet.HOSTS);
        assertCallbacks(uuid);
    }

    private void assertCallbacks(String uuid) {
        await().atMost(LIMIT).until(() -> cmdb.receiptsOf(uuid).stream()
                .anyMatch(receipt -> receipt.event().equals("final")));
        List<Receipt> receipts = cmdb.receiptsOf(uuid);
        assertThat(receipts.stream().map(Receipt::id).distinct()).hasSize(WideFleet.HOSTS + 3);
        assertThat(receipts.stream().collect(Collectors.groupingBy(Receipt::id)).values())
                .as("a repeated callback has the same bytes")
                .allMatch(same -> same.stream().map(Receipt::body).distinct().count() == 1);
        assertThat(receipts.stream().map(Receipt::event).distinct())
                .containsExactly("pushed", "started", "ip", "final");
    }

    private void awaitDone(String uuid, int count) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> {
            List<JsonNode> targets = client.applyTargets(uuid);
            assertThat(targets).as("no target fails").noneMatch(target -> state(target)
                    .equals("FAILED"));
            return targets.stream()
                            .filter(target -> state(target).equals("SUCCEEDED"))
                            .count()
                    >= count;
        });
    }

    private static String state(JsonNode target) {
        return target.get("state").asString();
    }

    private String hotUpdate() throws Exception {
        return hotUpdate(client, fleet);
    }

    /** Asks for an update of all hosts with one command that must not run twice. */
    static String hotUpdate(SlipwayClient client, WideFleet fleet) throws Exception {
        String uuid = UUID.randomUUID().toString();
        byte[] beam = Files.readAllBytes(fleet.receiverFile());
        String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(beam));
        SlipwayClient.Answer answer = client.post(
                "/api/v1/projects/ssss/areas/cn/hot-updates",
                Map.of(
                        "update_type",
                        "hot_server",
                        "update_server_list",
                        Map.of(
                                "game",
                                WideFleet.ips().stream().collect(Collectors.toMap(ip -> ip, ip -> List.of("qq")))),
                        "uuid",
                        uuid,
                        "version",
                        GameFleet.VERSION,
                        "update_file_list",
                        List.of(Map.of("file_name", GameFleet.BEAM, "file_md5", md5)),
                        "erlang_cmd_list",
                        List.of("player:earn(1).")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return uuid;
    }
}
