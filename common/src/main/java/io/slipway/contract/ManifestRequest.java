package io.slipway.contract;

/** Asks for the manifest with this SHA-256. */
public record ManifestRequest(String manifest) implements WorkerRequest {}
