package io.slipway.endtoend;

import java.nio.file.Path;
import java.util.Map;

/** The main job in one JVM on embedded peers. */
class StandaloneEndToEndTest extends HotUpdateEndToEnd {
    @Override
    Deployment deploy(Path own, Map<String, Object> workerSettings) {
        return new StandaloneDeployment(own, workerSettings);
    }
}
