package io.slipway.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A private RabbitMQ node from Debian's {@code rabbitmq-server} package, without systemd and without the system's node.
 *
 * <p>The wrapper in {@code /usr/sbin} is bypassed: it switches to user rabbitmq and its paths. The node has its own epmd
 * as a child process, because a daemon started by Erlang itself would stay behind. Works as root and as any other user;
 * only {@code localhost} must resolve. Data, logs and the Erlang cookie stay in the given directory.
 */
public final class PrivateRabbit implements AutoCloseable {
    private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final String RABBITMQCTL = "/usr/lib/rabbitmq/bin/rabbitmqctl";
    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration CTL = Duration.ofSeconds(120);
    private static final String AMQP_HEADER = "AMQP\0\0\u0009\1";

    private final Path directory;
    private final boolean management;
    private final @Nullable Certificates certificates;
    private final int amqpPort;
    private final int managementPort;
    private final Map<String, String> environment;
    private final String password = PrivateFiles.newPassword();
    private @Nullable ChildProcess epmd;
    private @Nullable ChildProcess node;
    private @Nullable ProcessHandle erlang;

    private PrivateRabbit(Path directory, boolean management, @Nullable Certificates certificates) {
        this.directory = directory;
        this.management = management;
        this.certificates = certificates;
        List<Integer> ports = FreePorts.several(4);
        this.amqpPort = ports.get(0);
        this.managementPort = ports.get(1);
        this.environment = environment(directory, amqpPort, ports.get(2), ports.get(3));
        if (certificates != null) { // it would have a listener in clear beside the one with TLS
            environment.remove("RABBITMQ_NODE_PORT");
            environment.remove("RABBITMQ_NODE_IP_ADDRESS");
        }
    }

    /**
     * A node that keeps its files in {@code directory}, not started yet.
     *
     * @throws IllegalStateException when the package is not installed
     */
    public static PrivateRabbit in(Path directory) {
        return create(directory, false, null);
    }

    /** As {@link #in}, with the management plugin (HTTP API) on {@link #managementPort()}; starts one to two seconds later. */
    public static PrivateRabbit withManagementIn(Path directory) {
        return create(directory, true, null);
    }

    /**
     * As {@link #in}, set up as docs/security.md says: TLS 1.2 and 1.3 alone, on {@link #port()}; a client certificate is the
     * only login, its common name is the user. Nobody has any right yet.
     *
     * @param certificates with a server certificate {@link Certificates#SERVER}
     */
    public static PrivateRabbit withTlsIn(Path directory, Certificates certificates) {
        return create(directory, false, certificates);
    }

    private static PrivateRabbit create(Path directory, boolean management, @Nullable Certificates certificates) {
        if (!Files.isExecutable(SERVER)) {
            throw new IllegalStateException(
                    SERVER + " is missing: apt-get install --no-install-recommends rabbitmq-server");
        }
        return new PrivateRabbit(directory.toAbsolutePath(), management, certificates);
    }

    /**
     * Starts the node and returns when it answers AMQP, after 5 to 12 seconds.
     *
     * @throws IllegalStateException with the end of the log, when it does not within 90 seconds
     */
    public PrivateRabbit start() {
        writeFiles();
        if (epmd == null) {
            epmd = startEpmd();
        }
        ChildProcess started =
                ChildProcess.start(directory.resolve("server.out"), environment, List.of(SERVER.toString()));
        node = started;
        started.awaitReady("answering AMQP on port " + amqpPort, START, this::answers);
        erlang = started.descendants().stream()
                .filter(PrivateRabbit::isErlang)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no beam.smp below " + started));
        return this;
    }

    /**
     * Ends the node the way a crash does; its data stay.
     *
     * <p>A quorum queue declared less than half a second earlier comes back unusable: RabbitMQ 3.10 writes the table of
     * its names (a dets file of the Ra library) only that often, and without its name the log is not recovered, so
     * every use of the queue then hangs for 60 seconds. Call {@link #syncQueueNames()} before, unless that is the test.
     */
    public void kill9() {
        if (node != null) {
            node.kill9();
            node = null;
        }
    }

    /** Stops the node in order, unless it is down already, and starts it on the same data, ports and password. */
    public PrivateRabbit restart() {
        stopNode();
        return start();
    }

    /** Stops the node and its epmd. The data stay. */
    public void stop() {
        stopNode();
        if (epmd != null) {
            epmd.stop();
            epmd = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Freezes ({@code STOP}) or thaws ({@code CONT}) the broker: connections stay open, nothing answers. */
    public void signal(ChildProcess.Signal signal) {
        ProcessHandle target = Optional.ofNullable(erlang).orElseThrow(() -> new IllegalStateException("not started"));
        ChildProcess.send(signal, target);
    }

    /**
     * Runs {@code rabbitmqctl} against this node (about half a second).
     *
     * @return what it printed
     * @throws IllegalStateException with that text, when it fails
     */
    public String ctl(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(RABBITMQCTL, "-n", nodeName()));
        argv.addAll(List.of(arguments));
        ChildProcess.Finished finished = ChildProcess.run(CTL, environment, argv);
        if (finished.exit() != 0) {
            throw new IllegalStateException(
                    "rabbitmqctl " + arguments[0] + " ended with code " + finished.exit() + "\n" + finished.output());
        }
        return finished.output();
    }

    /** Writes the names of all quorum queues to disk now, so that a kill cannot lose a queue just declared. */
    public void syncQueueNames() {
        ctl("eval", "[ok = dets:sync(Table) || Table <- dets:all()].");
    }

    /** {@code amqp://user:password@127.0.0.1:port} for the default virtual host. */
    public String amqpUri() {
        return "amqp://" + user() + ":" + password + "@" + host() + ":" + amqpPort;
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return amqpPort;
    }

    public int managementPort() {
        return managementPort;
    }

    /** An administrator. */
    public String user() {
        return "slipway";
    }

    public String password() {
        return password;
    }

    /** {@code rabbitmqctl} for this node, as scripts are told in {@code RABBITMQCTL}. */
    public String ctlCommand() {
        return RABBITMQCTL + " -n " + nodeName();
    }

    /** What {@code rabbitmqctl} needs around it. */
    public Map<String, String> ctlEnvironment() {
        return Map.copyOf(environment);
    }

    /** With TLS only that it listens: what it says to a client without a certificate is for tests to find out. */
    private boolean answers() {
        return certificates == null
                ? Loopback.answers(host(), amqpPort, AMQP_HEADER, 1)
                : Loopback.accepts(host(), amqpPort);
    }

    private String nodeName() {
        return environment.getOrDefault("RABBITMQ_NODENAME", "");
    }

    private void stopNode() {
        ChildProcess running = node;
        if (running == null) {
            return;
        }
        // The script's own SIGTERM handler goes through rabbitmqctl; Erlang's own is shorter and just as orderly.
        if (erlang != null) {
            erlang.destroy();
        }
        if (!running.waitFor(STOP)) {
            running.kill9();
        }
        running.stop();
        node = null;
    }

    private ChildProcess startEpmd() {
        String port = environment.getOrDefault("ERL_EPMD_PORT", "");
        ChildProcess started = ChildProcess.start(
                directory.resolve("epmd.out"), environment, List.of("epmd", "-port", port, "-address", "127.0.0.1"));
        started.awaitReady(
                "listening on port " + port,
                Duration.ofSeconds(10),
                () -> Loopback.accepts("127.0.0.1", Integer.parseInt(port)));
        return started;
    }

    private void writeFiles() {
        for (String name : List.of("mnesia", "log", "home")) {
            PrivateFiles.directory(directory.resolve(name));
        }
        PrivateFiles.write(directory.resolve("enabled_plugins"), "[" + plugin() + "].\n");
        PrivateFiles.write(
                directory.resolve("rabbitmq.conf"),
                """
                default_user = %s
                default_pass = %s
                vm_memory_high_watermark.absolute = 512MB
                disk_free_limit.absolute = 10MB
                log.file.level = warning
                """.formatted(user(), password) + listeners() + (management ? """
                management.tcp.ip = 127.0.0.1
                management.tcp.port = %d
                """.formatted(managementPort) : ""));
    }

    private String plugin() {
        if (certificates != null) {
            return "rabbitmq_auth_mechanism_ssl";
        }
        return management ? "rabbitmq_management" : "";
    }

    /** The lines with TLS are those of docs/security.md. */
    private String listeners() {
        if (certificates == null) {
            return "listeners.tcp.1 = 127.0.0.1:" + amqpPort + "\n";
        }
        return """
                listeners.tcp = none
                listeners.ssl.1 = 127.0.0.1:%d
                ssl_options.cacertfile = %s
                ssl_options.certfile = %s
                ssl_options.keyfile = %s
                ssl_options.versions.1 = tlsv1.3
                ssl_options.versions.2 = tlsv1.2
                ssl_options.verify = verify_peer
                ssl_options.fail_if_no_peer_cert = true
                ssl_options.depth = 1
                auth_mechanisms.1 = EXTERNAL
                ssl_cert_login_from = common_name
                """.formatted(
                        amqpPort,
                        certificates.ca(),
                        certificates.certificate(Certificates.SERVER),
                        certificates.key(Certificates.SERVER));
    }

    private static boolean isErlang(ProcessHandle process) {
        return process.info()
                .command()
                .filter(path -> path.endsWith("beam.smp"))
                .isPresent();
    }

    private static Map<String, String> environment(Path directory, int amqpPort, int distributionPort, int epmdPort) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", directory.resolve("home").toString());
        environment.put("ERL_EPMD_PORT", String.valueOf(epmdPort));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODENAME", "w" + amqpPort + "@localhost");
        environment.put("RABBITMQ_NODE_PORT", String.valueOf(amqpPort));
        environment.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_DIST_PORT", String.valueOf(distributionPort));
        environment.put("RABBITMQ_MNESIA_BASE", directory.resolve("mnesia").toString());
        environment.put("RABBITMQ_LOG_BASE", directory.resolve("log").toString());
        environment.put("RABBITMQ_PID_FILE", directory.resolve("pid").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                directory.resolve("enabled_plugins").toString());
        environment.put(
                "RABBITMQ_CONFIG_FILE", directory.resolve("rabbitmq.conf").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
        environment.put(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+S 2:2 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}");
        return environment;
    }
}
