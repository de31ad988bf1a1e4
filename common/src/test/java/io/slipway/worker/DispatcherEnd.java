package io.slipway.worker;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import io.slipway.amqp.FixedTopology;
import io.slipway.contract.ControlMessage;
import io.slipway.contract.DispatcherReply;
import io.slipway.contract.DispatcherReply.Refused;
import io.slipway.contract.DispatcherReply.Welcome;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.Report;
import io.slipway.contract.TargetFinished;
import io.slipway.contract.Topology;
import io.slipway.contract.WorkOrder;
import io.slipway.contract.WorkerHello;
import io.slipway.contract.WorkerRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The dispatcher's end of a broker: publishes orders, answers as a test says, and remembers what workers said. */
final class DispatcherEnd implements AutoCloseable {
    private final Connection connection;
    private final Channel out;
    private final Channel in;
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final List<WorkerRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Function<WorkerRequest, @Nullable DispatcherReply> answers = DispatcherEnd::welcome;

    DispatcherEnd(String amqpUri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(amqpUri);
        connection = factory.newConnection("dispatcher end");
        out = connection.createChannel();
        in = connection.createChannel();
        FixedTopology.declare(out);
        for (String queue : List.of(Topology.REPORTS, Topology.REQUESTS, Topology.DEAD)) {
            out.queuePurge(queue);
        }
        bindReports();
        in.basicConsume(
                Topology.REPORTS, true, (tag, delivery) -> reports.add(read(delivery, Report.class)), tag -> {});
        in.basicConsume(Topology.REQUESTS, true, (tag, delivery) -> answer(delivery), tag -> {});
    }

    /** A queue of orders, empty. */
    void declare(String queue) throws IOException {
        FixedTopology.declareWorkQueue(out, queue);
        out.queuePurge(queue);
    }

    /** What every further request is answered; null answers nothing. */
    void answerWith(Function<WorkerRequest, @Nullable DispatcherReply> answer) {
        answers = answer;
    }

    static DispatcherReply welcome(WorkerRequest request) {
        return request instanceof WorkerHello ? new Welcome(List.of()) : new Refused("not scripted");
    }

    void order(String queue, WorkOrder order) throws IOException {
        send(queue, MessageCodec.encode(order), new AMQP.BasicProperties.Builder());
    }

    void send(String queue, byte[] body, AMQP.BasicProperties.Builder properties) throws IOException {
        out.basicPublish("", queue, properties.deliveryMode(2).build(), body);
    }

    void broadcast(ControlMessage message) throws IOException {
        out.basicPublish(Topology.CONTROL, "", new AMQP.BasicProperties(), MessageCodec.encode(message));
    }

    /** From now on no queue takes a report: the broker returns it and its publisher knows. */
    void loseReports() throws IOException {
        out.queueUnbind(Topology.REPORTS, Topology.REPORTS, Topology.REPORTS);
    }

    void bindReports() throws IOException {
        out.queueBind(Topology.REPORTS, Topology.REPORTS, Topology.REPORTS);
    }

    <T> List<T> reports(Class<T> type) {
        return reports.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T> List<T> requests(Class<T> type) {
        return requests.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<TargetFinished> finished(String targetId) {
        return reports(TargetFinished.class).stream()
                .filter(report -> report.targetId().equals(targetId))
                .toList();
    }

    /** Waits for the end of the target and returns its one report. */
    TargetFinished awaitFinished(String targetId) {
        await(targetId).until(() -> !finished(targetId).isEmpty());
        return finished(targetId).get(0);
    }

    /** Messages that wait in a queue, those at a consumer not counted. */
    long depth(String queue) throws IOException {
        return out.messageCount(queue);
    }

    /** Takes the next dead letter; null where there is none. */
    @Nullable
    GetResponse deadLetter() throws IOException {
        return out.basicGet(Topology.DEAD, true);
    }

    /** Takes back what lies in a queue; null where it is empty. */
    @Nullable
    GetResponse take(String queue) throws IOException {
        return out.basicGet(queue, true);
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }

    private void answer(Delivery delivery) throws IOException {
        WorkerRequest request = read(delivery, WorkerRequest.class);
        requests.add(request);
        DispatcherReply reply = answers.apply(request);
        if (reply != null) {
            AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                    .correlationId(delivery.getProperties().getCorrelationId())
                    .build();
            in.basicPublish("", delivery.getProperties().getReplyTo(), properties, MessageCodec.encode(reply));
        }
    }

    private static <T> T read(Delivery delivery, Class<T> type) {
        return MessageCodec.decode(delivery.getBody(), type, MessageLimits.REPORT_BYTES);
    }
}
