package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The main job as docs/security.md sets a production system up: nothing in clear, a certificate for each process, least rights. */
class ProductionEndToEndTest extends HotUpdateEndToEnd {
    private @Nullable ProductionDeployment production;

    @Override
    Deployment deploy(Path own, Map<String, Object> workerSettings) throws Exception {
        production = new ProductionDeployment(own, workerSettings);
        return production;
    }

    @Test
    @Order(10)
    void everyConnectionToTheBrokerIsTlsWithACertificate() {
        assertThat(connections()).hasSizeGreaterThanOrEqualTo(4).allSatisfy(line -> assertThat(line)
                .endsWith("\tEXTERNAL\ttrue"));
    }

    @Test
    @Order(11)
    void aRevokedWorkerIsGoneWithinAMinuteAndDoesNotComeBack() {
        deployed().revoke("ops-manager.rx1");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> connections().stream().noneMatch(line -> line.startsWith("ops-manager.rx1\t")));
        await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(10)).until(() -> connections().stream()
                .noneMatch(line -> line.startsWith("ops-manager.rx1\t")));
    }

    @Test
    @Order(12)
    void theWorkerThatTakesItsPlaceDoesTheNextJobAndIsBelieved() throws Exception {
        deployed().replace("ops-manager.rx1", "ops-manager.rx2");
        startWhatIsDown();

        String job = hotUpdate();

        await().atMost(LIMIT).until(() -> client().state(job), "SUCCEEDED"::equals);
        assertThat(client().applyTargets(job)).isNotEmpty().allSatisfy(target -> assertThat(
                        target.get("worker").asString())
                .startsWith("ops-manager.rx2#"));
        JsonNode forged = client().get("/api/v1/audit?code=forged_status&limit=10");
        assertThat(forged.get("entries").size()).as(forged.toString()).isZero();
    }

    private ProductionDeployment deployed() {
        return Objects.requireNonNull(production);
    }

    private List<String> connections() {
        return deployed()
                .rabbit()
                .ctl("-q", "list_connections", "user", "auth_mechanism", "ssl")
                .lines()
                .filter(line -> !line.startsWith("user\t"))
                .toList();
    }
}
