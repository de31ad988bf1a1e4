package io.slipway.dispatcher.request;

import io.slipway.dispatcher.access.Caller;
import tools.jackson.databind.JsonNode;

/** A kind of job request, for who hands it in under its name and not at its own address. */
public interface RequestForm {
    /** The last segment of its own address, for example {@code hot-updates}. */
    String name();

    /**
     * Every check of its own address, and nothing stored.
     *
     * @throws io.slipway.dispatcher.http.ProblemException as at its own address
     */
    CheckedRequest check(Caller caller, String project, String area, JsonNode body);
}
