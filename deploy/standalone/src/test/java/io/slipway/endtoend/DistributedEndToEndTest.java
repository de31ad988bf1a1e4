package io.slipway.endtoend;

import java.nio.file.Path;
import java.util.Map;

/** The main job with a process per part and RabbitMQ's quorum queues. */
class DistributedEndToEndTest extends HotUpdateEndToEnd {
    @Override
    Deployment deploy(Path own, Map<String, Object> workerSettings) throws Exception {
        return new DistributedDeployment(own, workerSettings);
    }
}
