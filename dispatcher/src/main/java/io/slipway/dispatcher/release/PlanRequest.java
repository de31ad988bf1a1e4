package io.slipway.dispatcher.release;

import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.store.JobInputs.Purpose;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.ReleasePlan.Options;
import io.slipway.dispatcher.store.ReleasePlan.Remark;
import io.slipway.dispatcher.waves.WavesBody;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be planned, for whoever has chosen the game servers.
 *
 * @param createdBy name of the API token
 * @param appType a safe name
 * @param version a safe name; a package of that version has to be READY
 * @param servers registered game servers of the area, in the order of the job
 * @param waves null for all hosts in one wave
 * @param rollbackOf the job that is undone; null for other purposes
 * @param running by id of a game server, the state its process shall have afterwards; the others follow the options
 * @param refused what the caller has left out already
 * @param warnings what the caller has to say
 */
public record PlanRequest(
        Location location,
        String createdBy,
        Purpose purpose,
        String appType,
        String version,
        List<RegisteredServer> servers,
        Options options,
        @Nullable WavesBody waves,
        @Nullable String rollbackOf,
        Map<String, Boolean> running,
        List<Remark> refused,
        List<Remark> warnings) {}
