package io.slipway.dispatcher.dispatch;

import com.rabbitmq.client.AMQP;
import io.slipway.contract.ApplyClient;
import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.CdnDirectory;
import io.slipway.contract.CompareTrees;
import io.slipway.contract.ControlServers;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.PullFiles;
import io.slipway.contract.PushFiles;
import io.slipway.contract.RelayFiles;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.UnpackPackage;
import io.slipway.contract.WorkOrder;
import io.slipway.dispatcher.store.Control;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.Release;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.JobKind;
import io.slipway.trace.Trace;
import java.util.Map;
import java.util.Objects;

/** Makes the order of a target's current attempt. */
final class WorkOrders {
    private WorkOrders() {}

    static WorkOrder of(JobHead job, Target target) {
        OrderHeader header = new OrderHeader(job.id(), job.seq(), job.round(), target.id(), target.attempt());
        return switch (target.step()) {
            case PULL ->
                job.kind() == JobKind.PACKAGE
                        ? new UnpackPackage(header, job.version(), target.key())
                        : new PullFiles(header, job.version());
            case PUSH -> new PushFiles(header, job.version(), manager(target), manifest(job), target.basis());
            case RELAY -> new RelayFiles(header, job.version(), manager(target), manifest(job), target.basis());
            case APPLY -> apply(header, job, target);
            case CONTROL -> control(header, job, target);
            case RELEASE -> release(header, job, target);
            case COMPARE ->
                new CompareTrees(
                        header, job.version(), job.area(), target.key(), Objects.requireNonNull(target.comparison()));
        };
    }

    /** With the trace of the request, where it has one. */
    static AMQP.BasicProperties.Builder headers(JobHead job) {
        AMQP.BasicProperties.Builder headers = new AMQP.BasicProperties.Builder();
        Trace.parse(job.trace())
                .ifPresent(trace ->
                        headers.headers(Map.of(Trace.HEADER, trace.next().header())));
        return headers;
    }

    private static WorkOrder release(OrderHeader header, JobHead job, Target target) {
        Release release = Objects.requireNonNull(target.release(), "a release says what it does on each host");
        return new ReleaseServers(
                header,
                job.version(),
                job.area(),
                target.key(),
                release.servers(),
                manifest(job),
                release.kept(),
                release.keptFrom(),
                release.processes(),
                release.adopt(),
                release.atOnce(),
                release.silence());
    }

    private static RsyncManager manager(Target target) {
        return Objects.requireNonNull(target.manager(), "a push goes somewhere");
    }

    private static WorkOrder apply(OrderHeader header, JobHead job, Target target) {
        CdnDirectory directory = target.directory();
        return directory == null
                ? new ApplyUpdate(header, job.version(), job.area(), target.key(), target.servers(), manifest(job))
                : new ApplyClient(header, job.version(), job.area(), directory, manifest(job));
    }

    private static WorkOrder control(OrderHeader header, JobHead job, Target target) {
        Control control = Objects.requireNonNull(target.control(), "a service job says what it does");
        return new ControlServers(
                header, job.version(), job.area(), target.key(), control.action(), target.servers(), control.silence());
    }

    /** Unique per attempt; a dead letter is matched to its target by it even where its body cannot be read. */
    static String messageId(Target target) {
        return target.id() + "#" + target.attempt();
    }

    private static String manifest(JobHead job) {
        return Objects.requireNonNull(job.manifest(), "the manifest is made before the first step that needs it");
    }
}
