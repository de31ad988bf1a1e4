package io.slipway.opsmanager.service;

import io.slipway.contract.ControlServers;
import io.slipway.contract.GameServer;
import java.util.Map;

/** Values of the placeholders of {@link ServiceAccess#PLACE}. */
final class ServicePlace {
    private ServicePlace() {}

    static Map<String, String> values(ControlServers order, GameServer server) {
        return Map.of(
                "project", order.version().project(),
                "area", order.area(),
                "areaCode", order.version().areaCode(),
                "ip", order.ip(),
                "server", server.name(),
                "process", server.processName(),
                "role", server.role());
    }
}
