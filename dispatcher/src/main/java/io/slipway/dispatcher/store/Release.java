package io.slipway.dispatcher.store;

import io.slipway.contract.ReleaseServers.KeptFrom;
import io.slipway.contract.ReleaseServers.ProcessesAfter;
import io.slipway.contract.ReleasedServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a release does on one host, as its plan says; see {@code ReleaseServers} for the meaning of each.
 *
 * @param servers those of the host, in the order of the job
 * @param silence whether monitoring is told to be silent meanwhile; null: where the worker is set up for it
 */
public record Release(
        List<ReleasedServer> servers,
        List<String> kept,
        KeptFrom keptFrom,
        ProcessesAfter processes,
        boolean adopt,
        int atOnce,
        @Nullable Boolean silence) {}
