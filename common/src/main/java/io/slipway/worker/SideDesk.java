package io.slipway.worker;

import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.amqp.LossyPublisher;
import io.slipway.contract.WorkerQuestion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and ends the side work of a worker and hands it the dispatchers' questions. A fault of it is its own. */
final class SideDesk {
    private static final Logger log = LoggerFactory.getLogger(SideDesk.class);

    private final List<SideWork> work;
    private final LossyPublisher readings;
    private final ConfirmedPublisher answers;
    private @Nullable BrokerSideLine line;

    SideDesk(List<SideWork> work, LossyPublisher readings, ConfirmedPublisher answers) {
        this.work = List.copyOf(work);
        this.readings = readings;
        this.answers = answers;
    }

    void start(WorkerIdentity identity, List<String> queues, DispatcherLine dispatcher) {
        BrokerSideLine made = new BrokerSideLine(identity, queues, dispatcher, readings, answers);
        line = made;
        work.forEach(each -> guarded("start", () -> each.start(made)));
    }

    void asked(WorkerQuestion question, String replyTo) {
        work.forEach(each -> guarded("question", () -> each.asked(question, replyTo)));
    }

    void stop() {
        work.forEach(each -> guarded("stop", each::stop));
        BrokerSideLine made = line;
        if (made != null) {
            made.close();
        }
    }

    private static void guarded(String what, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | LinkageError e) {
            log.error("side work failed: {}", what, e);
        }
    }
}
