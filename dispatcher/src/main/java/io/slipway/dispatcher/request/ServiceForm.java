package io.slipway.dispatcher.request;

import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.TreeBodies;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Start, stop or restart. Handed in later, it is about what the selection finds then. */
@Component
class ServiceForm implements RequestForm {
    private final Locations locations;
    private final ServiceRequests requests;
    private final TreeBodies bodies;

    ServiceForm(Locations locations, ServiceRequests requests, TreeBodies bodies) {
        this.locations = locations;
        this.requests = requests;
        this.bodies = bodies;
    }

    @Override
    public String name() {
        return "services";
    }

    @Override
    public CheckedRequest check(Caller caller, String project, String area, JsonNode tree) {
        ServiceBody body = bodies.read(tree, ServiceBody.class);
        Location location = locations.findWhole(caller, project, area);
        return new CheckedRequest(location, requests.job(location, body, caller));
    }
}
