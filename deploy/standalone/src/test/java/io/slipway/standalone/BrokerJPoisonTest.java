package io.slipway.standalone;

import io.slipway.peers.FreePorts;
import io.slipway.worker.PoisonOrderContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class BrokerJPoisonTest extends PoisonOrderContract {
    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.onDisk(directory, FreePorts.one(), new Credentials("slipway", "poison"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Override
    protected String amqpUri() {
        return broker.amqpUri();
    }
}
