package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.peers.PrivateRabbit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RabbitPoisonTest extends PoisonOrderContract {
    @TempDir
    static Path directory;

    private static PrivateRabbit rabbit;

    @BeforeAll
    static void startRabbit() {
        rabbit = PrivateRabbit.in(directory).start();
    }

    @AfterAll
    static void stopRabbit() {
        rabbit.close();
    }

    @Override
    protected String amqpUri() {
        return rabbit.amqpUri();
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
