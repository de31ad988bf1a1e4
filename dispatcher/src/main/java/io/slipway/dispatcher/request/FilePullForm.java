package io.slipway.dispatcher.request;

import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.TreeBodies;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Snapshot a version and list its files. */
@Component
class FilePullForm implements RequestForm {
    private final Locations locations;
    private final JobRequests requests;
    private final TreeBodies bodies;

    FilePullForm(Locations locations, JobRequests requests, TreeBodies bodies) {
        this.locations = locations;
        this.requests = requests;
        this.bodies = bodies;
    }

    @Override
    public String name() {
        return "file-pulls";
    }

    @Override
    public boolean approvable() {
        return false;
    }

    @Override
    public CheckedRequest check(Caller caller, String project, String area, JsonNode tree) {
        FilePullBody body = bodies.read(tree, FilePullBody.class);
        Location location = locations.find(caller, project, area, VersionRef.HOT_CLIENT.equals(body.updateType()));
        return new CheckedRequest(location, requests.pull(location, body, caller));
    }
}
