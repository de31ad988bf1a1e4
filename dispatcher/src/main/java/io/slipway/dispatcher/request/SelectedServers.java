package io.slipway.dispatcher.request;

import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.request.ServiceBody.Selection;
import io.slipway.dispatcher.store.GameServerStore;
import io.slipway.dispatcher.store.RegisteredServer;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The registered game servers of an area that a body's {@code servers} mean now. */
@Component
public class SelectedServers {
    private final GameServerStore registry;

    SelectedServers(GameServerStore registry) {
        this.registry = registry;
    }

    /** @return in the order of the selection or of the registry; meaningful only where no problem was added */
    public List<RegisteredServer> find(Location location, Selection selection, FieldProblems problems) {
        return SelectionChecks.check(
                selection, all(location), Set.copyOf(location.area().hosts()), problems);
    }

    /** Every registered game server of the area, in order. */
    public List<RegisteredServer> all(Location location) {
        return registry.of(location.project().code()).servers().stream()
                .filter(server -> server.area().equals(location.area().name()))
                .toList();
    }
}
