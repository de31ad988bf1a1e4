package io.slipway.chaos.points;

import io.slipway.chaos.points.Point.Moment;
import io.slipway.chaos.points.Point.Side;
import java.util.List;

/** The crash points: a hot update from before it is stored until after its last callback, and what rescues it. */
public final class Points {
    private static final String DISPATCHER = "io.slipway.dispatcher.";
    private static final String WORKER = "io.slipway.worker.";
    private static final String OPS = "io.slipway.opsmanager.";
    private static final String PULL = "io.slipway.filepull.";
    private static final String JOB = Point.JOB;

    private static final String ENDED = "TargetFinished[targetId=" + JOB + ":apply";

    /** In the order in which a job comes to them. */
    public static final List<Point> ALL = List.of(
            dispatcher("K1", "before insert", "store.JobStore.claim", 1, Moment.BEFORE, JOB),
            dispatcher("K2", "targets in, job not", "store.JobStore.insert", 1, Moment.BEFORE, JOB),
            dispatcher("K3", "job in, 202 not sent", "plan.JobIntake.accept", 1, Moment.AFTER, JOB),
            publish("K4", "published, no confirm", Side.DISPATCHER, "slipway.orders", JOB + ":apply"),
            dispatcher(
                    "K5", "confirmed, not marked", "dispatch.OrderOutbox.markQueued", 1, Moment.BEFORE, JOB + ":apply"),
            ops("K6", "delivered, not claimed", WORKER + "WelcomeGate.await", 0, Moment.AFTER, Fault.STATE),
            publish("K7", "said to have begun", Side.OPS, "target_started", JOB + ":apply"),
            ops(
                    "K8",
                    "begun, nothing done",
                    WORKER + "OrderExecution.handle",
                    2,
                    Moment.BEFORE,
                    Fault.UNCHECKED_IO,
                    JOB),
            at("K9", "mid pull", Side.PULL, PULL + "TreeCopy.run", 0, Moment.AFTER, Fault.IO, JOB),
            at(
                    "K10",
                    "pull done, unreported",
                    Side.PULL,
                    PULL + "SnapshotPlace.answer",
                    1,
                    Moment.BEFORE,
                    Fault.IO,
                    JOB),
            at(
                    "K11",
                    "mid rsync",
                    Side.PUSH,
                    WORKER + "shell.RunningProgram.await",
                    3,
                    Moment.BEFORE,
                    Fault.UNCHECKED_IO,
                    JOB),
            at(
                    "K12",
                    "rsync done, unverified",
                    Side.PUSH,
                    "io.slipway.rsync.RsyncPush.send",
                    3,
                    Moment.AFTER,
                    Fault.UNCHECKED_IO,
                    JOB),
            ops("K13", "verified", OPS + "VerifiedFiles.require", 4, Moment.AFTER, Fault.UNCHECKED_IO, JOB),
            ops(
                    "K14",
                    "fence being written",
                    OPS + "erlang.MessageLink.send",
                    2,
                    Moment.AFTER,
                    Fault.IO,
                    ".slipway/fence",
                    JOB),
            ops(
                    "K15",
                    "renamed, unreported",
                    OPS + "erlang.ScriptRunner.evaluate",
                    3,
                    Moment.AFTER,
                    Fault.NODE,
                    "OVERLAY",
                    JOB),
            ops("K16", "before the command", OPS + "CommandJournal.started", 2, Moment.BEFORE, Fault.IO, JOB),
            ops("K17", "command begun", OPS + "erlang.MessageLink.send", 2, Moment.AFTER, Fault.IO, "ledger", JOB),
            ops(
                    "K18",
                    "command done, not in the journal",
                    OPS + "CommandJournal.done",
                    3,
                    Moment.BEFORE,
                    Fault.IO,
                    JOB),
            ops(
                    "K19",
                    "in the journal, dispatcher not told",
                    WORKER + "DispatcherLine.ask",
                    1,
                    Moment.BEFORE,
                    Fault.NO_ANSWER,
                    "CommandDone",
                    JOB),
            publish("K20", "end sent, no confirm", Side.OPS, "target_finished", JOB + ":apply"),
            ops(
                    "K21",
                    "confirmed, not acknowledged",
                    WORKER + "OrderListener.executeInSlot",
                    1,
                    Moment.AFTER,
                    Fault.STATE,
                    JOB),
            dispatcher("K22", "end read, not stored", "report.ReportHandler.handle", 1, Moment.BEFORE, ENDED),
            dispatcher("K23", "end stored, not acknowledged", "report.ReportHandler.handle", 1, Moment.AFTER, ENDED),
            at(
                    "K24",
                    "callback sent, answer unread",
                    Side.DISPATCHER,
                    DISPATCHER + "callback.CallbackTry.answer",
                    2,
                    Moment.BEFORE,
                    Fault.UNCHECKED_IO,
                    JOB),
            dispatcher(
                    "K25", "callback taken, not marked", "store.CallbackStore.replace", 2, Moment.BEFORE, JOB + ":ip"),
            dispatcher("K26", "last host over, no final", "plan.JobSettlement.settle", 2, Moment.BEFORE, JOB),
            dispatcher(
                    "K27", "final taken, not marked", "store.CallbackStore.replace", 2, Moment.BEFORE, JOB + ":final"),
            dispatcher("K28", "leader lost mid scan", "rescue.Reconciler.look", 1, Moment.BEFORE, JOB),
            ops("K29", "drain", WORKER + "WorkerRuntime.stop", 0, Moment.BEFORE, Fault.STATE),
            dispatcher("K30", "during a rescue", "rescue.LeaseRescue.change", 3, Moment.AFTER, JOB));

    private Points() {}

    public static Point named(String name) {
        return ALL.stream()
                .filter(point -> point.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** In a dispatcher, where what fails is the store. */
    private static Point dispatcher(
            String name, String what, String method, int arguments, Moment moment, String... marks) {
        return at(name, what, Side.DISPATCHER, DISPATCHER + method, arguments, moment, Fault.STORE, marks);
    }

    private static Point ops(
            String name, String what, String method, int arguments, Moment moment, Fault fault, String... marks) {
        return at(name, what, Side.OPS, method, arguments, moment, fault, marks);
    }

    private static Point publish(String name, String what, Side side, String... marks) {
        return at(
                name,
                what,
                side,
                "io.slipway.amqp.ConfirmedPublisher$Session.publish",
                6,
                Moment.AFTER,
                Fault.IO,
                marks);
    }

    private static Point at(
            String name,
            String what,
            Side side,
            String method,
            int arguments,
            Moment moment,
            Fault fault,
            String... marks) {
        int dot = method.lastIndexOf('.');
        return new Point(
                name,
                what,
                side,
                method.substring(0, dot),
                method.substring(dot + 1),
                arguments,
                moment,
                fault,
                List.of(marks));
    }
}
