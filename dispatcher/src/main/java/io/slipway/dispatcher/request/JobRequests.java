package io.slipway.dispatcher.request;

import io.slipway.contract.Manifest.ManifestCommand;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.plan.NewJob;
import io.slipway.dispatcher.request.HotUpdateBody.ServerLists;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.job.JobKind;
import java.util.List;
import org.springframework.stereotype.Component;

/** Holds a request against everything that is known, and hands what passes to the plan. */
@Component
class JobRequests {
    private static final String HOT_SERVER = "hot_server";
    private static final String HOT_CLIENT = "hot_client";

    private final SetupChecks setup;
    private final Fingerprint fingerprint;
    private final JobIntake intake;

    JobRequests(SetupChecks setup, Fingerprint fingerprint, JobIntake intake) {
        this.setup = setup;
        this.fingerprint = fingerprint;
        this.intake = intake;
    }

    JobIntake.Accepted pull(Location location, FilePullBody body, Caller caller) {
        FieldProblems problems = new FieldProblems();
        NameChecks.check(body.uuid(), body.version(), problems);
        String type = body.updateType();
        problems.require(type == null || type.equals(HOT_SERVER), ProblemCode.UNSUPPORTED_UPDATE_TYPE, "/update_type");
        problems.refuseIfAny();
        refuseWithoutSetup(JobKind.FILE_PULL, location);
        JobInputs inputs = new JobInputs(
                NewJob.idFor(JobKind.FILE_PULL, body.uuid()),
                fingerprint.of(JobKind.FILE_PULL, location, body),
                List.of(),
                List.of(),
                location.project().commandLimitSeconds(),
                List.of(),
                List.of());
        return accept(JobKind.FILE_PULL, location, version(location, body.uuid(), body.version()), inputs, caller);
    }

    JobIntake.Accepted hotUpdate(Location location, HotUpdateBody body, Caller caller) {
        ServerLists servers = serversOf(body);
        FieldProblems problems = new FieldProblems();
        problems.require(
                body.updateType().equals(HOT_SERVER) || body.updateType().equals(HOT_CLIENT),
                ProblemCode.UNSUPPORTED_UPDATE_TYPE,
                "/update_type");
        NameChecks.check(body.uuid(), body.version(), problems);
        List<JobInputs.Host> hosts = ServerChecks.check(
                servers, "/update_server_list", location.area().hosts(), problems);
        List<JobInputs.ChosenFile> files = FileChecks.check(body.updateFileList(), problems);
        List<ManifestCommand> commands = CommandChecks.check(body.commands(), location.project(), problems);
        problems.refuseIfAny();
        refuseWithoutSetup(JobKind.HOT_UPDATE, location);
        JobInputs inputs = new JobInputs(
                NewJob.idFor(JobKind.HOT_UPDATE, body.uuid()),
                fingerprint.of(JobKind.HOT_UPDATE, location, body),
                files,
                commands,
                location.project().commandLimitSeconds(),
                location.area().rsyncManagers(),
                hosts);
        return accept(JobKind.HOT_UPDATE, location, version(location, body.uuid(), body.version()), inputs, caller);
    }

    /**
     * The seed prints {@code hot_client} over both bodies, so the shape decides; a body of both, or of neither, is refused for its
     * form alone, before anything is looked up.
     */
    static void checkShape(HotUpdateBody body) {
        if (body.updateServerList() != null && isClient(body)) {
            String pointer = body.data() != null ? "/data" : "/client_type";
            throw new ProblemException(FieldProblem.of(ProblemCode.MIXED_SHAPES, pointer));
        }
        if (body.updateServerList() == null && body.data() == null) {
            throw new ProblemException(FieldProblem.of(ProblemCode.MISSING_FIELD, "/update_server_list"));
        }
    }

    private static boolean isClient(HotUpdateBody body) {
        return body.data() != null || body.clientType() != null;
    }

    private static ServerLists serversOf(HotUpdateBody body) {
        ServerLists servers = body.updateServerList();
        if (servers == null) {
            throw new ProblemException(FieldProblem.of(ProblemCode.UNSUPPORTED_UPDATE_TYPE, "/update_type"));
        }
        return servers;
    }

    private void refuseWithoutSetup(JobKind kind, Location location) {
        FieldProblems problems = new FieldProblems();
        setup.check(kind, location, problems);
        problems.refuseIfAny();
    }

    private JobIntake.Accepted accept(
            JobKind kind, Location location, VersionRef version, JobInputs inputs, Caller caller) {
        return intake.accept(
                new NewJob(kind, location.project().code(), location.area().name(), version, caller.name(), inputs));
    }

    private static VersionRef version(Location location, String uuid, String version) {
        return new VersionRef(HOT_SERVER, location.project().code(), location.areaCode(), uuid, version);
    }
}
