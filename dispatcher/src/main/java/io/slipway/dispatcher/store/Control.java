package io.slipway.dispatcher.store;

import io.slipway.contract.ServiceAction;
import org.jspecify.annotations.Nullable;

/**
 * What a service job does to each of its game servers.
 *
 * @param silence whether monitoring is told to be silent meanwhile; null: where the worker is set up for it
 */
public record Control(ServiceAction action, @Nullable Boolean silence) {}
