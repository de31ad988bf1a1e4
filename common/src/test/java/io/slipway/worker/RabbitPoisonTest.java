package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.peers.PrivateRabbit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RabbitPoisonTest extends PoisonOrderContract {
    @TempDir
    static Path directory;

    private @Nullable PrivateRabbit rabbit;

    @Override
    protected String startBroker() {
        PrivateRabbit started = PrivateRabbit.in(directory);
        rabbit = started;
        return started.start().amqpUri();
    }

    @Override
    protected void stopBroker() {
        if (rabbit != null) {
            rabbit.close();
        }
    }

    /** Otherwise the absence of its mark would prove nothing. */
    @Test
    void theCanaryMarksWhoeverReadsIt() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Canary());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isInstanceOf(Canary.class);
        }

        assertThat(System.getProperty(Canary.MARK)).isEqualTo("deserialized");
    }
}
