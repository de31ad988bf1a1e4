package io.slipway.dispatcher.release.packages;

import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.plan.NewJob;
import io.slipway.dispatcher.request.Fingerprint;
import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.NameChecks;
import io.slipway.dispatcher.request.SetupChecks;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobInputs.TreeWork;
import io.slipway.dispatcher.store.PackageStore;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.job.JobKind;
import io.slipway.name.SafeName;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Has a version unpacked, where it is not ready yet. */
@Component
class PackageRequests {
    private final SetupChecks setup;
    private final Fingerprint fingerprint;
    private final JobIntake intake;
    private final JobDesk desk;
    private final PackageStore packages;

    PackageRequests(SetupChecks setup, Fingerprint fingerprint, JobIntake intake, JobDesk desk, PackageStore packages) {
        this.setup = setup;
        this.fingerprint = fingerprint;
        this.intake = intake;
        this.desk = desk;
        this.packages = packages;
    }

    /**
     * The same request again is the same job.
     *
     * @throws ProblemException {@code package_exists} where another job has made it ready
     */
    JobIntake.Accepted accept(Location location, PackageBody body, Caller caller) {
        check(location, body);
        String print = fingerprint.of(JobKind.PACKAGE, location, body);
        String id = NewJob.idFor(JobKind.PACKAGE, body.uuid());
        Optional<JobIntake.Accepted> known = intake.known(id, print);
        if (known.isEmpty()) {
            refuseReady(location, body);
        }
        JobIntake.Accepted accepted =
                known.orElseGet(() -> desk.accept(location.project(), job(location, body, id, print, caller), null));
        packages.claim(ReleasePackage.preparing(accepted.job(), body.appType())); // again too: it may not have got here
        return accepted;
    }

    private void check(Location location, PackageBody body) {
        FieldProblems problems = new FieldProblems();
        NameChecks.uuid(body.uuid(), problems);
        problems.require(SafeName.allowed(body.appType()), ProblemCode.BAD_NAME, "/app_type");
        problems.require(SafeName.allowed(body.version()), ProblemCode.BAD_NAME, "/version");
        problems.refuseIfAny();
        setup.check(JobKind.PACKAGE, location, problems);
        problems.refuseIfAny();
    }

    private void refuseReady(Location location, PackageBody body) {
        packages.ready(location.project().code(), body.appType(), body.version())
                .ifPresent(ready -> {
                    String name = ready.appType() + " " + ready.version().version();
                    throw new ProblemException(
                            ProblemCode.PACKAGE_EXISTS,
                            List.of(),
                            new ProblemException.Hint(
                                    name + " 已由任务 " + ready.jobId() + " 就绪,可直接发布;内容有变时请使用新的版本号",
                                    name + " was made ready by job " + ready.jobId()
                                            + " and can be released; what has changed needs a new version"));
                });
    }

    private static NewJob job(Location location, PackageBody body, String id, String print, Caller caller) {
        TreeWork work = new TreeWork(body.appType(), null, List.of(), null, List.of(), List.of(), null);
        VersionRef version =
                new VersionRef(VersionRef.RELEASE, location.project().code(), location.areaCode(), id, body.version());
        return new NewJob(
                JobKind.PACKAGE,
                location.project().code(),
                location.area().name(),
                version,
                caller.name(),
                JobInputs.ofTrees(id, print, List.of(), List.of(), work));
    }
}
