package io.slipway.dispatcher.waves;

import java.util.Set;

/**
 * A host as the order of waves looks at it.
 *
 * @param roles of the game servers on it that the job is about
 * @param labels of those game servers; empty where nothing is registered
 */
public record WaveHost(String ip, Set<String> roles, Set<String> labels) {}
