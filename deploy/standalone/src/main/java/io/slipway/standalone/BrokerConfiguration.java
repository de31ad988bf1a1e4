package io.slipway.standalone;

import io.slipway.embedded.LoopbackPort;
import io.slipway.embedded.PeerStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/**
 * What Broker-J is told at its start.
 *
 * <p>The JSON holds the password, so it exists only while the broker starts, with mode 600.
 *
 * @param directory the broker's work directory
 * @param json the initial configuration
 */
record BrokerConfiguration(Path directory, String json) {
    private static final String TEMPLATE = """
            {"name": "embedded", "modelVersion": "8.0",
             "authenticationproviders": [{"name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
               "users": [{"name": "%s", "type": "managed", "password": "%s"}]}],
             "ports": [{"name": "AMQP", "port": %d, "bindingAddress": "%s", "protocols": ["AMQP_0_9_1"],
               "authenticationProvider": "plain",
               "virtualhostaliases": [{"name": "defaultAlias", "type": "defaultAlias"},
                                      {"name": "nameAlias", "type": "nameAlias"}]}],
             "virtualhostnodes": [{"name": "default", "type": "%s", "defaultVirtualHostNode": "true",
               "virtualHostInitialConfiguration": "%s"}]}
            """;
    private static final String ON_DISK =
            "{\\\"type\\\":\\\"BDB\\\",\\\"storePath\\\":\\\"${qpid.work_dir}/messages\\\"}";
    private static final String IN_MEMORY = "{\\\"type\\\":\\\"Memory\\\"}";

    static BrokerConfiguration onDisk(Path directory, int port, Credentials credentials) {
        return new BrokerConfiguration(directory.toAbsolutePath(), json(port, credentials, "JSON", ON_DISK));
    }

    static BrokerConfiguration inMemory(Path directory, int port, Credentials credentials) {
        return new BrokerConfiguration(directory.toAbsolutePath(), json(port, credentials, "Memory", IN_MEMORY));
    }

    Path file() {
        return directory.resolve("initial-config.json");
    }

    void write() throws IOException {
        Files.deleteIfExists(file());
        Files.createFile(file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file(), json);
    }

    void delete() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            throw new PeerStartException(file() + " holds the broker's password and cannot be removed", e);
        }
    }

    Map<String, String> context() {
        Map<String, String> context = new HashMap<>();
        context.put("qpid.work_dir", directory.toString());
        // Without it a port in use leaves a broker that started "fine" and does nothing.
        context.put("broker.failStartupWithErroredChild", "true");
        // The default (unlimited) makes reject without requeue a hot loop; with 1 it means "to the dead letters".
        context.put("queue.maximumDeliveryAttempts", "1");
        // The default closes the connection on arguments that only RabbitMQ knows.
        context.put("queue.behaviourOnUnknownDeclareArgument", "LOG");
        context.put("exchange.behaviourOnUnknownDeclareArgument", "LOG");
        context.put("virtualhost.housekeepingCheckPeriod", "500");
        // Sized for the few dozen connections of one machine; the defaults take 64 threads more.
        context.put("virtualhost.connectionThreadPool.size", "8");
        context.put("virtualhost.connectionThreadPool.numberOfSelectors", "1");
        context.put("qpid.port.amqp.threadPool.size", "4");
        context.put("qpid.port.amqp.threadPool.numberOfSelectors", "1");
        return context;
    }

    @Override
    public String toString() {
        return "BrokerConfiguration[directory=" + directory + "]";
    }

    private static String json(int port, Credentials credentials, String nodeType, String virtualHost) {
        return TEMPLATE.formatted(
                credentials.user(), credentials.password(), port, LoopbackPort.HOST, nodeType, virtualHost);
    }
}
