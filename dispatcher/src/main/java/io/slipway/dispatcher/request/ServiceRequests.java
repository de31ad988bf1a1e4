package io.slipway.dispatcher.request;

import io.slipway.contract.ServiceAction;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.plan.NewJob;
import io.slipway.dispatcher.store.Control;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.WavePlan;
import io.slipway.job.JobKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Service requests: what they select is looked up now and from then on frozen. */
@Component
class ServiceRequests {
    private final SetupChecks setup;
    private final Fingerprint fingerprint;
    private final SelectedServers selected;
    private final WaveRequests waves;
    private final JobIntake intake;

    ServiceRequests(
            SetupChecks setup,
            Fingerprint fingerprint,
            SelectedServers selected,
            WaveRequests waves,
            JobIntake intake) {
        this.setup = setup;
        this.fingerprint = fingerprint;
        this.selected = selected;
        this.waves = waves;
        this.intake = intake;
    }

    /** What would be touched. */
    ServicePlanView plan(Location location, ServiceBody body) {
        ServiceTargets targets = checked(location, body);
        return ServicePlanView.of(body, location, targets, waves(location, body, targets));
    }

    /** The same request again is the same job, also where what it selects has changed meanwhile. */
    Optional<JobIntake.Accepted> known(Location location, ServiceBody body) {
        return intake.known(NewJob.idFor(JobKind.SERVICE, body.uuid()), print(location, body));
    }

    /** What the request means now, for the {@link JobDesk}. */
    NewJob job(Location location, ServiceBody body, Caller caller) {
        ServiceTargets targets = checked(location, body);
        ServiceAction action = action(body.action()).orElseThrow();
        JobInputs inputs = JobInputs.ofService(
                        NewJob.idFor(JobKind.SERVICE, body.uuid()),
                        print(location, body),
                        targets.hosts(),
                        new Control(action, body.silence()))
                .inWaves(waves(location, body, targets));
        VersionRef version = new VersionRef(
                VersionRef.SERVICE, location.project().code(), location.areaCode(), body.uuid(), action.wire());
        return new NewJob(
                JobKind.SERVICE, location.project().code(), location.area().name(), version, caller.name(), inputs);
    }

    private @Nullable WavePlan waves(Location location, ServiceBody body, ServiceTargets targets) {
        FieldProblems problems = new FieldProblems();
        WavePlan plan = waves.plan(body.waves(), location.project().code(), targets.hosts(), problems);
        problems.refuseIfAny();
        return plan;
    }

    private String print(Location location, ServiceBody body) {
        return fingerprint.of(JobKind.SERVICE, location, body);
    }

    private ServiceTargets checked(Location location, ServiceBody body) {
        FieldProblems problems = new FieldProblems();
        NameChecks.uuid(body.uuid(), problems);
        problems.require(action(body.action()).isPresent(), ProblemCode.BAD_VALUE, "/action");
        Set<String> inventory = Set.copyOf(location.area().hosts());
        List<RegisteredServer> servers = selected.find(location, body.servers(), problems);
        problems.refuseIfAny();
        ServiceTargets targets = ServiceTargets.of(servers);
        targets.check(inventory, problems);
        problems.refuseIfAny();
        setup.check(JobKind.SERVICE, location, problems);
        problems.refuseIfAny();
        return targets;
    }

    private static Optional<ServiceAction> action(String wire) {
        return Arrays.stream(ServiceAction.values())
                .filter(action -> action.wire().equals(wire))
                .findFirst();
    }
}
