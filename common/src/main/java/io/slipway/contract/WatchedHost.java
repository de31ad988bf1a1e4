package io.slipway.contract;

/** A host whose processes a worker shall read. */
public record WatchedHost(String project, String area, String areaCode, String ip) {}
