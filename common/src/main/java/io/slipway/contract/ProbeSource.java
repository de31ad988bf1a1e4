package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * Could a version of this project be pulled here?
 *
 * @param areaCode English code of the area
 * @param wantedVersion the version that is to be there; null where none is named
 */
public record ProbeSource(
        String probeId,
        long limitMillis,
        String project,
        String areaCode,
        @Nullable String wantedVersion) implements Probe {}
