package io.slipway.dispatcher.versions.look;

import io.slipway.dispatcher.store.VersionTrouble;
import java.util.List;

/**
 * How a look ended that found its source.
 *
 * @param finished false where the time was over before everything was read: the next look goes on at once
 * @param warnings what was left out
 */
public record LookEnd(boolean finished, List<VersionTrouble> warnings) {}
