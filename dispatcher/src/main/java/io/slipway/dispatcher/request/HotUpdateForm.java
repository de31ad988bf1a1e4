package io.slipway.dispatcher.request;

import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.TreeBodies;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Bring files to game servers or to a CDN. */
@Component
class HotUpdateForm implements RequestForm {
    private final Locations locations;
    private final JobRequests requests;
    private final TreeBodies bodies;

    HotUpdateForm(Locations locations, JobRequests requests, TreeBodies bodies) {
        this.locations = locations;
        this.requests = requests;
        this.bodies = bodies;
    }

    @Override
    public String name() {
        return "hot-updates";
    }

    @Override
    public CheckedRequest check(Caller caller, String project, String area, JsonNode tree) {
        HotUpdateBody body = bodies.read(tree, HotUpdateBody.class);
        JobRequests.checkShape(body);
        Location location = locations.find(caller, project, area, body.data() != null);
        return new CheckedRequest(location, requests.hotUpdate(location, body, caller));
    }
}
