package io.slipway.dispatcher.request;

import static io.slipway.contract.VersionRef.HOT_CLIENT;
import static io.slipway.contract.VersionRef.HOT_SERVER;

import io.slipway.contract.CdnDirectory;
import io.slipway.contract.Manifest.ManifestCommand;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.plan.NewJob;
import io.slipway.dispatcher.request.HotUpdateBody.CdnDirectoryBody;
import io.slipway.dispatcher.request.HotUpdateBody.ServerLists;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.WavePlan;
import io.slipway.job.JobKind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds a request against everything that is known. What passes is a job that can be handed to the {@link JobDesk}. */
@Component
class JobRequests {
    private final SetupChecks setup;
    private final Fingerprint fingerprint;
    private final WaveRequests waves;

    JobRequests(SetupChecks setup, Fingerprint fingerprint, WaveRequests waves) {
        this.setup = setup;
        this.fingerprint = fingerprint;
        this.waves = waves;
    }

    NewJob pull(Location location, FilePullBody body, Caller caller) {
        FieldProblems problems = new FieldProblems();
        NameChecks.check(body.uuid(), body.version(), problems);
        String type = Objects.requireNonNullElse(body.updateType(), HOT_SERVER);
        problems.require(known(type), ProblemCode.UNSUPPORTED_UPDATE_TYPE, "/update_type");
        if (body.clientType() != null) {
            ClientTypes.check(type.equals(HOT_CLIENT) ? body.clientType() : null, problems);
        }
        problems.refuseIfAny();
        VersionRef version = version(location, type, body.uuid(), body.version(), body.clientType());
        refuseWithoutSetup(JobKind.FILE_PULL, location);
        JobInputs inputs = new JobInputs(
                NewJob.idFor(JobKind.FILE_PULL, body.uuid()),
                fingerprint.of(JobKind.FILE_PULL, location, body),
                List.of(),
                List.of(),
                location.project().commandLimitSeconds(),
                List.of(),
                List.of(),
                List.of());
        return job(JobKind.FILE_PULL, location, version, inputs, caller);
    }

    /** @param body one that passed {@link #checkShape} */
    NewJob hotUpdate(Location location, HotUpdateBody body, Caller caller) {
        List<CdnDirectoryBody> data = body.data();
        return data == null
                ? serverUpdate(location, body, Objects.requireNonNull(body.updateServerList()), caller)
                : clientUpdate(location, body, data, caller);
    }

    private NewJob serverUpdate(Location location, HotUpdateBody body, ServerLists servers, Caller caller) {
        FieldProblems problems = new FieldProblems();
        problems.require(known(body.updateType()), ProblemCode.UNSUPPORTED_UPDATE_TYPE, "/update_type");
        NameChecks.check(body.uuid(), body.version(), problems);
        List<JobInputs.Host> hosts = ServerChecks.check(
                servers, "/update_server_list", location.area().hosts(), problems);
        List<JobInputs.ChosenFile> files = FileChecks.check(body.updateFileList(), problems);
        List<ManifestCommand> commands = CommandChecks.check(body.commands(), location.project(), problems);
        problems.refuseIfAny();
        WavePlan plan = waves.plan(body.waves(), location.project().code(), hosts, problems);
        problems.refuseIfAny();
        refuseWithoutSetup(JobKind.HOT_UPDATE, location);
        JobInputs inputs = new JobInputs(
                        NewJob.idFor(JobKind.HOT_UPDATE, body.uuid()),
                        fingerprint.of(JobKind.HOT_UPDATE, location, body),
                        files,
                        commands,
                        location.project().commandLimitSeconds(),
                        location.area().rsyncManagers(),
                        hosts,
                        List.of())
                .through(location.area().relay())
                .inWaves(plan);
        VersionRef version = version(location, HOT_SERVER, body.uuid(), body.version(), null);
        return job(JobKind.HOT_UPDATE, location, version, inputs, caller);
    }

    private NewJob clientUpdate(Location location, HotUpdateBody body, List<CdnDirectoryBody> data, Caller caller) {
        FieldProblems problems = new FieldProblems();
        problems.require(body.updateType().equals(HOT_CLIENT), ProblemCode.UNSUPPORTED_UPDATE_TYPE, "/update_type");
        ClientTypes.check(body.clientType(), problems);
        NameChecks.check(body.uuid(), body.version(), problems);
        List<CdnDirectory> directories = DirectoryChecks.check(data, location.area(), problems);
        List<JobInputs.ChosenFile> files = FileChecks.check(body.updateFileList(), problems);
        problems.refuseIfAny();
        refuseWithoutSetup(JobKind.CLIENT_UPDATE, location);
        JobInputs inputs = new JobInputs(
                        NewJob.idFor(JobKind.CLIENT_UPDATE, body.uuid()),
                        fingerprint.of(JobKind.CLIENT_UPDATE, location, body),
                        files,
                        List.of(),
                        location.project().commandLimitSeconds(),
                        location.area().rsyncManagers(),
                        List.of(),
                        directories)
                .through(location.area().relay());
        VersionRef version = version(location, HOT_CLIENT, body.uuid(), body.version(), body.clientType());
        return job(JobKind.CLIENT_UPDATE, location, version, inputs, caller);
    }

    /**
     * The seed prints {@code hot_client} over both bodies, so the shape decides; a body of both, or of neither, is refused for its
     * form alone, before anything is looked up.
     */
    static void checkShape(HotUpdateBody body) {
        if (body.updateServerList() != null && (body.data() != null || body.clientType() != null)) {
            String pointer = body.data() != null ? "/data" : "/client_type";
            throw new ProblemException(FieldProblem.of(ProblemCode.MIXED_SHAPES, pointer));
        }
        if (body.data() != null && body.erlangCmdList() != null) {
            throw new ProblemException(FieldProblem.of(ProblemCode.MIXED_SHAPES, "/erlang_cmd_list"));
        }
        if (body.data() != null && body.waves() != null) {
            throw new ProblemException(FieldProblem.of(ProblemCode.MIXED_SHAPES, "/waves"));
        }
        if (body.updateServerList() == null && body.data() == null) {
            throw new ProblemException(FieldProblem.of(ProblemCode.MISSING_FIELD, "/update_server_list"));
        }
    }

    private static boolean known(String updateType) {
        return updateType.equals(HOT_SERVER) || updateType.equals(HOT_CLIENT);
    }

    private void refuseWithoutSetup(JobKind kind, Location location) {
        FieldProblems problems = new FieldProblems();
        setup.check(kind, location, problems);
        problems.refuseIfAny();
    }

    private static NewJob job(JobKind kind, Location location, VersionRef version, JobInputs inputs, Caller caller) {
        return new NewJob(kind, location.project().code(), location.area().name(), version, caller.name(), inputs);
    }

    private static VersionRef version(
            Location location, String updateType, String uuid, String version, @Nullable Integer clientType) {
        return new VersionRef(updateType, location.project().code(), location.areaCode(), uuid, version, clientType);
    }
}
