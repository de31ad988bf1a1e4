package io.slipway.opsmanager.service;

import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import io.slipway.contract.ControlServers;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.ServiceAction;
import io.slipway.file.FileTrouble;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.service.RestartJournal.Entry;
import io.slipway.opsmanager.service.RestartJournal.Run;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leave to restart, one for a whole order or for one of its game servers (design decision 8): the dispatcher grants it once, and what ran before is on this
 * disk before anything is stopped. An order that comes again is judged by what the host says, and stops nothing.
 */
final class RestartGate {
    private static final Logger log = LoggerFactory.getLogger(RestartGate.class);
    private static final int ONLY = 0;

    private final OrderHeader header;
    private final CommandKey key;
    private final String entryName;
    private final RestartJournal journal;
    private final OrderContext context;
    private @Nullable Entry entry;
    private boolean resumed;
    private boolean done;

    private RestartGate(
            OrderHeader header, CommandKey key, String entryName, RestartJournal journal, OrderContext context) {
        this.header = header;
        this.key = key;
        this.entryName = entryName;
        this.journal = journal;
        this.context = context;
    }

    /** For all processes of an order together; null where it restarts nothing. */
    static @Nullable RestartGate ofHost(ControlServers order, RestartJournal journal, OrderContext context) {
        OrderHeader header = order.header();
        return order.action() != ServiceAction.RESTART
                ? null
                : new RestartGate(
                        header,
                        new CommandKey(header.targetId(), order.ip(), ONLY),
                        header.targetId(),
                        journal,
                        context);
    }

    /** For the one process of an order whose target restarts several by themselves; null where it restarts nothing. */
    static @Nullable RestartGate ofServer(ControlServers order, RestartJournal journal, OrderContext context) {
        OrderHeader header = order.header();
        String server = order.servers().get(0).name();
        return order.action() != ServiceAction.RESTART
                ? null
                : new RestartGate(
                        header,
                        new CommandKey(header.targetId(), server, ONLY),
                        header.targetId() + "." + server,
                        journal,
                        context);
    }

    /**
     * @param now what runs, by process
     * @throws OrderEndedException where nothing may be done
     */
    void pass(Map<String, ServiceReading> now) throws InterruptedException {
        CommandDecision decision = context.startCommand(key);
        Entry known;
        try {
            known = journal.find(entryName).orElse(null);
        } catch (IOException e) {
            throw FileTrouble.ending(e);
        }
        switch (decision.decision()) {
            case GRANTED -> {
                resumed = known != null && known.round() == header.round();
                entry = known;
                if (!resumed) {
                    begin(now, known == null ? Map.of() : known.after());
                }
            }
            case ALREADY_DONE -> {
                resumed = true;
                done = Objects.requireNonNull(decision.result(), "ALREADY_DONE without a result")
                        .ok();
                entry = known;
            }
            case STARTED_BEFORE -> {
                resumed = true;
                entry = known;
            }
            case STALE ->
                throw OrderEndedException.failed(
                        FailureCode.STALE_FENCE, "attempt " + header.attempt() + " is not the current one any more");
        }
    }

    /** Whether an earlier attempt began this restart. */
    boolean resumed() {
        return resumed;
    }

    /** Whether the dispatcher knows that it ended well. */
    boolean done() {
        return done;
    }

    /** The run of a process before the restart, empty where this machine does not know it. */
    Optional<ServiceReading> before(String process) {
        Entry known = entry;
        return known == null || known.round() != header.round()
                ? Optional.empty()
                : Optional.ofNullable(known.before().get(process)).map(Run::reading);
    }

    /** Whether an earlier round of this target restarted the process and that run still lives. */
    boolean restartedBefore(String process, ServiceReading now) {
        Entry known = entry;
        Run run = known == null ? null : known.after().get(process);
        return run != null && now.state() == ServiceReading.State.RUNNING && now.isSameRun(run.reading());
    }

    /**
     * To be called when everything has ended.
     *
     * @param known false where the outcome of any is unknown: then the dispatcher is told no end
     * @param restarted the runs of all that were restarted and are well
     */
    void ended(boolean known, ServiceResults results, Map<String, ServiceReading> restarted)
            throws InterruptedException {
        Entry before = entry;
        if (before != null) {
            Map<String, Run> after = new HashMap<>(before.after());
            restarted.forEach((process, reading) -> after.put(process, Run.of(reading)));
            try {
                journal.write(entryName, new Entry(header.round(), before.before(), after));
            } catch (IOException e) {
                log.error("the restart of {} has ended, but that is not in the journal", key, e);
            }
        }
        if (known) {
            context.commandDone(key, new CommandResult(results.ok(), results.sentence()));
        }
    }

    private void begin(Map<String, ServiceReading> now, Map<String, Run> after) throws InterruptedException {
        Map<String, Run> before = new HashMap<>();
        now.forEach((process, reading) -> before.put(process, Run.of(reading)));
        Entry fresh = new Entry(header.round(), before, after);
        try {
            journal.write(entryName, fresh);
            entry = fresh;
        } catch (IOException e) {
            context.commandDone(key, new CommandResult(false, "not begun: the journal cannot be written"));
            throw FileTrouble.ending(e);
        }
    }
}
