package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.Target;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What the end of one attempt means for the record of one game server. It changes the record once, whoever tells it and how often.
 *
 * @param change takes it into account
 */
record Fact(
        String project,
        String area,
        String ip,
        String server,
        long jobSeq,
        int attempt,
        Consumer<NextInstallation> change) {

    static Fact of(JobHead job, Target target, String server, Consumer<NextInstallation> change) {
        return new Fact(job.project(), job.area(), target.key(), server, job.seq(), target.attempt(), change);
    }

    /** When a target ended, by the dispatcher's clock. */
    static Instant endOf(Target target) {
        return Objects.requireNonNull(target.finishedAt(), "what ended has an end");
    }

    String id() {
        return Installation.idOf(project, ip, server);
    }

    Installation first() {
        return Installation.unknown(project, area, ip, server);
    }

    void tell(NextInstallation next) {
        if (next.hears(jobSeq, attempt)) {
            change.accept(next);
        }
    }
}
