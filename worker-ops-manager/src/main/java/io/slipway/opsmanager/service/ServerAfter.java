package io.slipway.opsmanager.service;

import io.slipway.contract.ServerResult.Part;
import io.slipway.job.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a game server once its process was as wanted.
 *
 * @param code null where nothing is wrong
 */
record ServerAfter(Part part, @Nullable FailureCode code) {}
