package io.slipway.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A private sshd on a loopback address, with its own host key and one client key; log-ins are those of the current user.
 *
 * <p>Nothing of {@code /etc/ssh} or {@code ~/.ssh} is used on either side.
 */
public final class SshServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Path directory;
    private final String address;
    private final int port;
    private @Nullable ChildProcess process;

    private SshServer(Path directory, String address, int port) {
        this.directory = PrivateFiles.directory(directory.toAbsolutePath());
        this.address = address;
        this.port = port;
        try {
            makeKeys();
            writeConfiguration();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server on 127.0.0.1 and a free port that keeps its files in {@code directory}; running when this returns. */
    public static SshServer start(Path directory) {
        return start(directory, "127.0.0.1");
    }

    /** @param address such as {@code 127.0.3.7}; in 127.0.0.0/8 */
    public static SshServer start(Path directory, String address) {
        Loopback.requireLoopback(address);
        return new SshServer(directory, address, FreePorts.one(address)).start();
    }

    /** Starts it again on the same port and with the same keys. */
    public SshServer start() {
        ChildProcess started = ChildProcess.start(
                directory.resolve("sshd.out"),
                List.of(
                        "/usr/sbin/sshd",
                        "-D",
                        "-e",
                        "-f",
                        directory.resolve("sshd_config").toString()));
        process = started;
        started.awaitReady(
                "greeting on " + address + ":" + port,
                START,
                () -> Loopback.answers(address, port, "", "SSH-2.0".length()));
        return this;
    }

    /** Ends the server and the sessions it serves. */
    public void stop() {
        if (process != null) {
            process.stop();
            process = null;
        }
    }

    /** As {@link #stop()}, the way a crash does. */
    public void kill9() {
        if (process != null) {
            process.kill9();
            process = null;
        }
    }

    /** Freezes or thaws the server and its sessions; nothing when it is down. */
    public void signal(ChildProcess.Signal signal) {
        if (process != null) {
            process.signalTree(signal);
        }
    }

    @Override
    public void close() {
        stop();
    }

    public String address() {
        return address;
    }

    public int port() {
        return port;
    }

    /** The user this JVM runs as. */
    public String user() {
        return System.getProperty("user.name");
    }

    /** Private key that may log in; mode 600, ed25519, no passphrase. */
    public Path clientKey() {
        return directory.resolve("client_key");
    }

    /** Holds this server's host key under {@code [address]:port}. */
    public Path knownHosts() {
        return directory.resolve("known_hosts");
    }

    /** Public keys that may log in; append a line to admit another. */
    public Path authorizedKeys() {
        return directory.resolve("authorized_keys");
    }

    /** Argument list up to and including {@code user@address} for the system's ssh; add the command. */
    public List<String> clientCommand() {
        return List.of(
                "ssh",
                "-F",
                "none",
                "-i",
                clientKey().toString(),
                "-p",
                String.valueOf(port),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=5",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "GlobalKnownHostsFile=/dev/null",
                "-o",
                "UserKnownHostsFile=" + knownHosts(),
                user() + "@" + address);
    }

    private void makeKeys() throws IOException {
        makeKey(directory.resolve("host_key"));
        makeKey(clientKey());
        PrivateFiles.write(authorizedKeys(), Files.readString(directory.resolve("client_key.pub")));
        PrivateFiles.write(
                knownHosts(),
                "[%s]:%d %s".formatted(address, port, Files.readString(directory.resolve("host_key.pub"))));
    }

    private static void makeKey(Path file) {
        ChildProcess.Finished made = ChildProcess.run(
                Duration.ofSeconds(60),
                Map.of(),
                List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "slipway-test", "-f", file.toString()));
        if (made.exit() != 0) {
            throw new IllegalStateException("ssh-keygen ended with code " + made.exit() + "\n" + made.output());
        }
    }

    private void writeConfiguration() throws IOException {
        if ("root".equals(user())) {
            Files.createDirectories(Path.of("/run/sshd")); // privilege separation; root's sshd refuses to start without
        }
        PrivateFiles.write(directory.resolve("sshd_config"), """
                ListenAddress %s:%d
                HostKey %s
                AuthorizedKeysFile %s
                PidFile %s
                AuthenticationMethods publickey
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                StrictModes no
                UsePAM no
                UseDNS no
                PrintMotd no
                AllowTcpForwarding yes
                LogLevel VERBOSE
                Subsystem sftp internal-sftp
                """.formatted(
                        address, port, directory.resolve("host_key"), authorizedKeys(), directory.resolve("sshd.pid")));
    }
}
