package io.slipway.dispatcher.release;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.TreeBodies;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.request.CheckedRequest;
import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.Locations;
import io.slipway.dispatcher.request.RequestForm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Run a plan. */
@Component
class ReleaseForm implements RequestForm {
    private final Locations locations;
    private final ReleaseRequests requests;
    private final TreeBodies bodies;

    ReleaseForm(Locations locations, ReleaseRequests requests, TreeBodies bodies) {
        this.locations = locations;
        this.requests = requests;
        this.bodies = bodies;
    }

    @Override
    public String name() {
        return "releases";
    }

    @Override
    public AccessRole role() {
        return AccessRole.RELEASER;
    }

    @Override
    public boolean canWait() {
        return false;
    }

    @Override
    public CheckedRequest check(Caller caller, String project, String area, JsonNode tree) {
        ReleaseBody body = bodies.read(tree, ReleaseBody.class);
        Location location = locations.findWhole(caller, project, area);
        caller.mustHold(role(), project);
        return new CheckedRequest(location, requests.job(location, body, caller));
    }

    @Override
    public JobIntake.Accepted accept(JobDesk desk, CheckedRequest request, @Nullable String overrideReason) {
        return requests.accept(request.location().project(), request.job(), overrideReason);
    }
}
