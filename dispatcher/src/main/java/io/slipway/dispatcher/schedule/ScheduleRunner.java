package io.slipway.dispatcher.schedule;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.plan.IdempotencyMismatchException;
import io.slipway.dispatcher.request.CheckedRequest;
import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.request.RequestForm;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Schedule;
import io.slipway.dispatcher.store.Schedule.MissedPolicy;
import io.slipway.dispatcher.store.Schedule.State;
import io.slipway.dispatcher.store.ScheduleStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks for the jobs that are due. Runs on the leader; two that believe they lead do no harm, since a job's id is its schedule's
 * and accepting it twice is accepting it once. What is missed is never passed over in silence.
 */
final class ScheduleRunner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ScheduleRunner.class);
    private static final long LOOK_MILLIS = 500;

    private final BooleanSupplier leads;
    private final ScheduleStore store;
    private final JobStore jobs;
    private final JobDesk desk;
    private final Map<String, RequestForm> forms;
    private final JsonMapper json;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread runner = new Thread(work, "schedules");
        runner.setDaemon(true);
        return runner;
    });

    ScheduleRunner(
            BooleanSupplier leads,
            ScheduleStore store,
            JobStore jobs,
            JobDesk desk,
            List<RequestForm> forms,
            JsonMapper json,
            Clock clock) {
        this.leads = leads;
        this.store = store;
        this.jobs = jobs;
        this.desk = desk;
        this.forms = forms.stream().collect(Collectors.toMap(RequestForm::name, Function.identity()));
        this.json = json;
        this.clock = clock;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::guardedLook, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void guardedLook() {
        try {
            if (leads.getAsBoolean()) {
                look();
            }
        } catch (RuntimeException e) { // the store is away: what is due stays due
            log.warn("could not look after the schedules: {}", e.toString());
        }
    }

    /** Everything that is due now. */
    void look() {
        Instant now = clock.instant();
        for (Schedule schedule : store.open()) {
            try {
                if (schedule.state() == State.STARTING) {
                    begin(schedule, now);
                } else if (!schedule.at().isAfter(now)) {
                    due(schedule, now);
                }
            } catch (RuntimeException e) { // one that cannot begin must not hold up the others; it is looked at again
                log.warn("schedule {} cannot begin yet", schedule.id(), e);
            }
        }
    }

    private void due(Schedule schedule, Instant now) {
        Duration late = Duration.between(schedule.at(), now);
        boolean missed = late.toSeconds() > schedule.graceSeconds();
        if (missed && schedule.onMissed() == MissedPolicy.SKIP) {
            log.warn("schedule {} was due {} s ago and is skipped", schedule.id(), late.toSeconds());
            store.replace(schedule.to(
                    State.MISSED,
                    now,
                    "晚了 " + late.toSeconds() + " 秒才能开始,按策略跳过;需要时请重新创建",
                    "could only have begun " + late.toSeconds()
                            + " s late and was skipped by its policy; schedule it again if" + " it is still wanted"));
            return;
        }
        // Whoever cancels now is told that it is too late: from here on the job may exist.
        store.replace(schedule.to(State.STARTING, null, null, null)).ifPresent(claimed -> begin(claimed, now));
    }

    private void begin(Schedule schedule, Instant now) {
        long late = Duration.between(schedule.at(), now).toSeconds();
        boolean missed = late > schedule.graceSeconds();
        String zh = missed ? "晚了 " + late + " 秒开始" : null;
        String en = missed ? "began " + late + " s late" : null;
        try {
            if (jobs.heads(Set.of(schedule.id())).isEmpty()) {
                accept(schedule);
            }
            if (missed) {
                log.warn("schedule {} began {} s late", schedule.id(), late);
            }
            store.replace(schedule.to(State.STARTED, now, zh, en));
        } catch (ProblemException e) {
            refused(schedule, now, text(e, Language.ZH), text(e, Language.EN));
        } catch (IdempotencyMismatchException e) {
            refused(schedule, now, "该 uuid 已用于另一个任务", "the uuid belongs to another job");
        }
    }

    private void accept(Schedule schedule) {
        Caller caller = Caller.inProject(schedule.createdBy(), schedule.project(), AccessRole.OPERATOR);
        CheckedRequest request = Objects.requireNonNull(forms.get(schedule.form()), schedule.form())
                .check(caller, schedule.project(), schedule.areaCode(), json.readTree(schedule.body()));
        desk.accept(request.location().project(), request.job(), schedule.override());
    }

    private void refused(Schedule schedule, Instant now, String zh, String en) {
        log.warn("schedule {} was due and is refused: {}", schedule.id(), en);
        store.replace(schedule.to(State.REFUSED, now, zh, en));
    }

    private static String text(ProblemException problem, Language language) {
        String fields = problem.fields().stream()
                .map(field -> field.pointer() + " " + language.pick(field.zh(), field.en()))
                .collect(Collectors.joining("; "));
        ProblemException.Hint hint = problem.hint();
        String more = hint == null ? fields : language.pick(hint.zh(), hint.en());
        return problem.code().title(language) + (more.isEmpty() ? "" : ": " + more);
    }
}
