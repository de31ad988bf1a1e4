package io.slipway.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A fleet of hosts, each with its own supervisord on its own loopback address and all on one port, as in production. All
 * take the same user and password. What still runs when the fleet is closed, or when the JVM ends, is killed by pid.
 */
public final class Supervisords implements AutoCloseable {
    private static final String USER = "slipway_ops";

    /**
     * One program of a host.
     *
     * @param name of the program, also of its logs
     * @param group null where it is in none
     * @param command for {@code /bin/sh}-less execution, for example {@code sleep 1000}
     * @param options further lines of its section, for example {@code startsecs} to {@code 3}
     */
    public record Program(String name, @Nullable String group, String command, Map<String, String> options) {
        /** A program that runs until it is stopped and is seen RUNNING after one second. */
        public static Program lasting(String name) {
            return new Program(name, null, "sleep 100000", Map.of());
        }

        /** A program of a group: {@code group:name}. */
        public Program in(String newGroup) {
            return new Program(name, newGroup, command, options);
        }

        public Program running(String newCommand) {
            return new Program(name, group, newCommand, options);
        }

        public Program with(String option, String value) {
            Map<String, String> more = new TreeMap<>(options);
            more.put(option, value);
            return new Program(name, group, command, more);
        }
    }

    private final Path directory;
    private final int port;
    private final String password = PrivateFiles.newPassword();
    private final Path passwordFile;
    private final Map<String, Supervisord> hosts = new TreeMap<>();

    private Supervisords(Path directory, int port) {
        this.directory = PrivateFiles.directory(directory.toAbsolutePath());
        this.port = port;
        this.passwordFile = PrivateFiles.write(this.directory.resolve("password"), password + "\n");
    }

    /** A fleet that keeps configuration, password and logs in {@code directory}, on a free port. */
    public static Supervisords in(Path directory) {
        return new Supervisords(directory, FreePorts.one());
    }

    /**
     * Starts the supervisord of one more host.
     *
     * @param address such as {@code 127.0.3.7}; in 127.0.0.0/8
     * @param programs started with it, unless their option {@code autostart} is {@code false}
     */
    public Supervisord start(String address, Program... programs) {
        return start(address, List.of(programs));
    }

    /** As {@link #start(String, Program...)}. */
    public Supervisord start(String address, List<Program> programs) {
        Loopback.requireLoopback(address);
        Path own = PrivateFiles.directory(directory.resolve(address));
        Path file = PrivateFiles.write(own.resolve("supervisord.conf"), configuration(address, own, programs));
        Supervisord host = new Supervisord(address, port, file, own);
        hosts.put(address, host);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> host.programs().forEach(ProcessHandle::destroyForcibly)));
        return host.start();
    }

    /** The supervisord of a host that was started before. */
    public Supervisord on(String address) {
        Supervisord host = hosts.get(address);
        if (host == null) {
            throw new IllegalArgumentException("no supervisord on " + address);
        }
        return host;
    }

    public int port() {
        return port;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** Mode 600. */
    public Path passwordFile() {
        return passwordFile;
    }

    /** A file with a password that is not theirs; mode 600. */
    public Path wrongPasswordFile() {
        return PrivateFiles.write(directory.resolve("wrong"), "wrong\n");
    }

    /** Another text for the configuration of a host; it is read at {@code supervisorctl reread} or the next start. */
    public void rewrite(String address, List<Program> programs) {
        Supervisord host = on(address);
        PrivateFiles.write(host.configuration(), configuration(address, host.directory(), programs));
    }

    @Override
    public void close() {
        hosts.values().forEach(Supervisord::stop);
    }

    private String configuration(String address, Path own, List<Program> programs) {
        StringBuilder text = new StringBuilder("""
                [supervisord]
                nodaemon = true
                logfile = %1$s/supervisord.log
                pidfile = %1$s/supervisord.pid
                childlogdir = %1$s
                environment = SLIPWAY_HOST="%1$s"
                [rpcinterface:supervisor]
                supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
                [inet_http_server]
                port = %2$s:%3$d
                username = %4$s
                password = %5$s
                [supervisorctl]
                serverurl = http://%2$s:%3$d
                username = %4$s
                password = %5$s
                """.formatted(own, address, port, USER, password));
        if ("root".equals(System.getProperty("user.name"))) {
            text.insert(text.indexOf("logfile"), "user = root\n"); // else root's supervisord warns at each start
        }
        Map<String, List<String>> groups = new TreeMap<>();
        for (Program program : programs) {
            text.append("[program:%s]\ncommand = %s\n".formatted(program.name(), program.command()));
            text.append(
                    "stdout_logfile = %1$s/%2$s.out\nstderr_logfile = %1$s/%2$s.err\n".formatted(own, program.name()));
            program.options().forEach((name, value) -> text.append(name + " = " + value + "\n"));
            if (program.group() != null) {
                groups.computeIfAbsent(program.group(), group -> new ArrayList<>())
                        .add(program.name());
            }
        }
        groups.forEach(
                (group, names) -> text.append("[group:%s]\nprograms = %s\n".formatted(group, String.join(",", names))));
        return text.toString();
    }
}
