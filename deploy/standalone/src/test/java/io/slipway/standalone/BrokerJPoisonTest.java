package io.slipway.standalone;

import io.slipway.peers.FreePorts;
import io.slipway.worker.PoisonOrderContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class BrokerJPoisonTest extends PoisonOrderContract {
    @TempDir
    static Path directory;

    private @Nullable EmbeddedBroker broker;

    @Override
    protected String startBroker() {
        EmbeddedBroker started =
                EmbeddedBroker.onDisk(directory, FreePorts.one(), new Credentials("slipway", "poison"));
        broker = started;
        return started.amqpUri();
    }

    @Override
    protected void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }
}
