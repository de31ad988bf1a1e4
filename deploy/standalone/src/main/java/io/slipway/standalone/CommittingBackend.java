package io.slipway.standalone;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import org.h2.mvstore.MVStore;

final class CommittingBackend extends H2Backend {
    CommittingBackend(MVStore store) {
        super(store);
    }
}
