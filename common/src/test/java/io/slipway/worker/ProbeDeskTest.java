package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.contract.CellResult;
import io.slipway.contract.CheckName;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.Probe;
import io.slipway.contract.ProbeAnswer;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.ProbeSource;
import io.slipway.contract.Words;
import io.slipway.peers.PrivateRabbit;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProbeDeskTest {
    private static final Words FOUND = Words.same("found");

    @TempDir
    static Path directory;

    private static PrivateRabbit rabbit;
    private static Connection connection;

    private final List<ProbeAnswer> answers = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private List<ProbeCheck> checks = List.of();
    private Channel channel;
    private String queue;
    private ConfirmedPublisher publisher;
    private ProbeDesk desk;

    @BeforeAll
    static void startBroker() throws Exception {
        rabbit = PrivateRabbit.in(directory).start();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(rabbit.amqpUri());
        connection = factory.newConnection("probe test");
    }

    @AfterAll
    static void stopBroker() {
        rabbit.close();
    }

    @BeforeEach
    void openDesk() throws Exception {
        channel = connection.createChannel();
        queue = channel.queueDeclare("", false, true, true, Map.of()).getQueue();
        channel.basicConsume(
                queue,
                true,
                (tag, delivery) -> answers.add(
                        MessageCodec.decode(delivery.getBody(), ProbeAnswer.class, MessageLimits.PROBE_BYTES)),
                tag -> {});
        publisher = new ConfirmedPublisher(() -> {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(rabbit.amqpUri());
            return factory.newConnection("desk");
        });
        desk = new ProbeDesk(List.of(new Scripted()), new ProbeReplies("w-1", publisher, Clock.systemUTC()));
    }

    @AfterEach
    void closeDesk() throws Exception {
        never.countDown();
        desk.close();
        publisher.close();
        channel.close();
    }

    @Test
    void theClockComesFirstAndTheCellsInTheOrderOfTheChecks() {
        checks = IntStream.range(0, 100).mapToObj(i -> found("s" + i)).toList();

        desk.take(probe(5000), queue);

        awaitLast();
        assertThat(answers.get(0).cells()).isEmpty();
        assertThat(answers.get(0).last()).isFalse();
        assertThat(Math.abs(answers.get(0).clockMillis() - Clock.systemUTC().millis()))
                .isLessThan(10_000);
        assertThat(cells())
                .extracting(ProbeCell::subject)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "s" + i).toList());
    }

    @Test
    void whatIsNotLookedAtInTimeIsUnknownAndTheRestCounts() {
        checks = List.of(found("quick"), blocked("slow"), found("other"));

        desk.take(probe(300), queue);

        awaitLast();
        assertThat(cells())
                .extracting(ProbeCell::subject, ProbeCell::result)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("quick", CellResult.GO),
                        org.assertj.core.groups.Tuple.tuple("slow", CellResult.GO),
                        org.assertj.core.groups.Tuple.tuple("slow", CellResult.UNKNOWN),
                        org.assertj.core.groups.Tuple.tuple("other", CellResult.GO));
    }

    @Test
    void aCheckThatThrowsIsUnknown() {
        checks = List.of(ProbeCheck.of(CheckName.EPMD, "x", () -> {
            throw new IllegalStateException("broken");
        }));

        desk.take(probe(5000), queue);

        awaitLast();
        assertThat(cells()).singleElement().satisfies(cell -> {
            assertThat(cell.result()).isEqualTo(CellResult.UNKNOWN);
            assertThat(cell.detail().en()).contains("broken");
        });
    }

    @Test
    void manyCellsComeInSeveralParts() {
        Words much = Words.same("很".repeat(500));
        checks = IntStream.range(0, 500)
                .<ProbeCheck>mapToObj(
                        i -> ProbeCheck.of(CheckName.EPMD, "s" + i, () -> ProbeCell.go(CheckName.EPMD, "s" + i, much)))
                .toList();

        desk.take(probe(10_000), queue);

        awaitLast();
        assertThat(answers).hasSizeGreaterThan(4);
        assertThat(cells()).hasSize(500);
    }

    @Test
    void noMoreChecksThanThreadsRunAtOnceAndProbesNeverWaitInTheCaller() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        checks = IntStream.range(0, 200)
                .<ProbeCheck>mapToObj(i -> new Looking("s" + i) {
                    @Override
                    public void look(ProbeFindings findings) throws InterruptedException {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        never.await(5, java.util.concurrent.TimeUnit.MILLISECONDS);
                        running.decrementAndGet();
                    }
                })
                .toList();
        long begin = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            desk.take(probe(20_000), queue);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> answers.stream().filter(ProbeAnswer::last).count() >= 4);
        assertThat(most.get()).isBetween(2, 32);
    }

    @Test
    void nobodyWhoWaitsAnyMoreDoesNoHarm() {
        checks = List.of(found("a"));
        desk.take(probe(5000), "slipway.preflight.gone");
        desk.take(probe(5000), queue);
        awaitLast();
    }

    private static Probe probe(long limitMillis) {
        return new ProbeSource("p-1", limitMillis, "ssss", "cn", null);
    }

    private void awaitLast() {
        await().atMost(Duration.ofSeconds(20)).until(() -> answers.stream().anyMatch(ProbeAnswer::last));
    }

    private List<ProbeCell> cells() {
        return answers.stream().flatMap(answer -> answer.cells().stream()).toList();
    }

    private static ProbeCheck found(String subject) {
        return ProbeCheck.of(CheckName.EPMD, subject, () -> ProbeCell.go(CheckName.EPMD, subject, FOUND));
    }

    private ProbeCheck blocked(String subject) {
        return new Looking(subject) {
            @Override
            public void look(ProbeFindings findings) throws InterruptedException {
                findings.add(ProbeCell.go(CheckName.EPMD, subject, FOUND));
                never.await();
            }
        };
    }

    private abstract static class Looking implements ProbeCheck {
        private final String subject;

        Looking(String subject) {
            this.subject = subject;
        }

        @Override
        public CheckName name() {
            return CheckName.EPMD;
        }

        @Override
        public String subject() {
            return subject;
        }
    }

    private final class Scripted implements ProbeHandler<ProbeSource> {
        @Override
        public Class<ProbeSource> probeType() {
            return ProbeSource.class;
        }

        @Override
        public List<ProbeCheck> checks(ProbeSource probe) {
            return checks;
        }
    }
}
