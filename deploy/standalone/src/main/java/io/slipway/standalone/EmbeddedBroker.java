package io.slipway.standalone;

import io.slipway.embedded.LoopbackPort;
import io.slipway.embedded.PeerStartException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.State;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.VirtualHost;
import org.apache.qpid.server.model.VirtualHostNode;
import org.apache.qpid.server.model.port.AmqpPort;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded message broker: Apache Qpid Broker-J, AMQP 0-9-1 on 127.0.0.1, one user, virtual host {@code /}.
 *
 * <p>On disk, queues, bindings and persistent messages survive a restart and a kill: a publisher confirm is sent after the
 * message was forced to the Berkeley DB log.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final SystemLauncher launcher;
    private final Credentials credentials;
    private final int port;
    private final @Nullable Path temporary;

    private EmbeddedBroker(SystemLauncher launcher, Credentials credentials, int port, @Nullable Path temporary) {
        this.launcher = launcher;
        this.credentials = credentials;
        this.port = port;
        this.temporary = temporary;
    }

    /**
     * Starts a broker that keeps everything in {@code directory}.
     *
     * @param directory must exist; no other broker may use it (see {@link DataDirectory})
     * @param port 0 = a free one
     * @throws PeerStartException when the port is in use or the data cannot be opened
     */
    public static EmbeddedBroker onDisk(Path directory, int port, Credentials credentials) {
        return start(BrokerConfiguration.onDisk(directory, port, credentials), credentials, port, null);
    }

    /** Starts a broker whose queues and messages are gone when it is closed. */
    public static EmbeddedBroker inMemory(int port, Credentials credentials) {
        Path temporary;
        try {
            temporary = Files.createTempDirectory("slipway-broker");
        } catch (IOException e) {
            throw new PeerStartException("the embedded broker has no temporary directory: " + e, e);
        }
        try {
            return start(BrokerConfiguration.inMemory(temporary, port, credentials), credentials, port, temporary);
        } catch (PeerStartException e) {
            Directories.delete(temporary);
            throw e;
        }
    }

    public String host() {
        return LoopbackPort.HOST;
    }

    /** The port it listens on, never 0. */
    public int port() {
        return port;
    }

    public Credentials credentials() {
        return credentials;
    }

    /** {@code amqp://user:password@127.0.0.1:port}; contains the password, so never log it. */
    public String amqpUri() {
        return "amqp://" + credentials.user() + ":" + credentials.password() + "@" + host() + ":" + port;
    }

    /** Closes all connections and stops; what is on disk stays. */
    @Override
    public void close() {
        launcher.shutdown();
        if (temporary != null) {
            Directories.delete(temporary);
        }
    }

    private static EmbeddedBroker start(
            BrokerConfiguration configuration, Credentials credentials, int port, @Nullable Path temporary) {
        LoopbackPort.requireFree("broker", port);
        StartListener listener = new StartListener();
        SystemLauncher launcher = new SystemLauncher(listener);
        try {
            configuration.write();
            launcher.startup(attributes(configuration));
            if (listener.error != null) {
                throw listener.error;
            }
            Broker<?> broker = listener.broker();
            requireVirtualHost(broker);
            dropShutdownHook(broker);
            return new EmbeddedBroker(launcher, credentials, boundPort(broker), temporary);
        } catch (Exception e) {
            launcher.shutdown();
            throw new PeerStartException(
                    "the embedded broker cannot start on port " + port + " with its data in "
                            + configuration.directory() + ": " + e.getMessage(),
                    e);
        } finally {
            configuration.delete();
        }
    }

    /**
     * The broker hooks its own end into the end of the JVM, beside ours: workers that hand back what they hold would find it
     * closed already. We end it, last of all. It offers no setting for that.
     */
    private static void dropShutdownHook(Broker<?> broker) {
        try {
            Field hook = broker.getClass().getSuperclass().getDeclaredField("_shutdownHook");
            hook.setAccessible(true);
            Runtime.getRuntime().removeShutdownHook((Thread) hook.get(broker));
        } catch (ReflectiveOperationException e) {
            log.warn("the embedded broker keeps its own shutdown hook: {}", e.toString());
        }
    }

    private static Map<String, Object> attributes(BrokerConfiguration configuration) {
        Map<String, Object> attributes = new HashMap<>();
        // "Memory" reads the JSON anew at every start; what must last is in the virtual host node.
        attributes.put(SystemConfig.TYPE, "Memory");
        attributes.put(SystemConfig.CONTEXT, configuration.context());
        attributes.put(SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false);
        attributes.put(
                SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                configuration.file().toUri().toString());
        return attributes;
    }

    /** A message store that cannot be opened is only logged by Broker-J, which then runs and refuses every client. */
    private static void requireVirtualHost(Broker<?> broker) {
        for (VirtualHostNode<?> node : broker.getVirtualHostNodes()) {
            VirtualHost<?> host = node.getVirtualHost();
            if (node.getState() != State.ACTIVE || host == null || host.getState() != State.ACTIVE) {
                throw new IllegalStateException("its message store cannot be opened; the broker's log says why");
            }
        }
    }

    private static int boundPort(Broker<?> broker) {
        for (Object port : broker.getPorts()) {
            if (port instanceof AmqpPort<?> amqp) {
                return amqp.getBoundPort();
            }
        }
        throw new IllegalStateException("it has no AMQP port");
    }

    /** The launcher reports through its listener only: {@code startup} does not throw when the broker fails. */
    private static final class StartListener extends DefaultSystemLauncherListener {
        private @Nullable SystemConfig<?> system;
        private @Nullable RuntimeException error;

        @Override
        public void onContainerResolve(SystemConfig<?> resolved) {
            system = resolved;
        }

        @Override
        public void errorOnStartup(RuntimeException e) {
            error = e;
        }

        Broker<?> broker() {
            if (system != null && system.getContainer() instanceof Broker<?> broker) {
                return broker;
            }
            throw new IllegalStateException("it has no container");
        }
    }
}
