package io.slipway.dispatcher.request;

import io.slipway.dispatcher.store.Project;

/**
 * Where a job is to happen.
 *
 * @param areaCode the one English code meant
 */
public record Location(Project project, Project.Area area, String areaCode) {}
