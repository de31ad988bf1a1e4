package io.slipway.dispatcher.installed;

import io.slipway.contract.Manifest;
import io.slipway.dispatcher.installed.SkippedView.Skipped;
import io.slipway.dispatcher.store.JobInputs.HostComparison;
import java.util.List;
import java.util.Map;

/**
 * What is compared with what.
 *
 * @param manifests by digest, what should be there
 */
record DriftChoice(List<HostComparison> hosts, List<Skipped> skipped, Map<String, Manifest> manifests) {}
