package io.slipway.peers;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fleet of hosts, each with its own rsync daemon on its own loopback address and all on one port, as in production.
 *
 * <p>All take the same user and password; modules are writable and not listed. As root the daemons keep root's rights
 * and use chroot.
 */
public final class RsyncDaemons implements AutoCloseable {
    /**
     * How the daemons are set up.
     *
     * @param maxConnections per module; 0 = no limit
     * @param tcpNoDelay sets {@code socket options = TCP_NODELAY}
     */
    public record Options(int maxConnections, boolean tcpNoDelay) {
        public static final Options DEFAULT = new Options(0, false);
    }

    private static final String USER = "slipway_rsync";

    private final Path directory;
    private final Options options;
    private final int port;
    private final Path secrets;
    private final Path passwordFile;
    private final Map<String, RsyncDaemon> daemons = new TreeMap<>();

    private RsyncDaemons(Path directory, Options options, int port) {
        this.directory = PrivateFiles.directory(directory.toAbsolutePath());
        this.options = options;
        this.port = port;
        String password = PrivateFiles.newPassword();
        this.secrets = PrivateFiles.write(this.directory.resolve("secrets"), USER + ":" + password + "\n");
        this.passwordFile = PrivateFiles.write(this.directory.resolve("password"), password + "\n");
    }

    /** Daemons that keep configuration, secrets and logs in {@code directory}, on a free port. */
    public static RsyncDaemons in(Path directory) {
        return in(directory, Options.DEFAULT);
    }

    public static RsyncDaemons in(Path directory, Options options) {
        return new RsyncDaemons(directory, options, FreePorts.one());
    }

    /**
     * Starts the daemon of one more host.
     *
     * @param address such as {@code 127.0.3.7}; in 127.0.0.0/8
     * @param modules module name to directory; the directories are created
     */
    public RsyncDaemon start(String address, Map<String, Path> modules) {
        Loopback.requireLoopback(address);
        modules.values().forEach(PrivateFiles::directory);
        Path configuration = PrivateFiles.write(directory.resolve(address + ".conf"), configuration(address, modules));
        RsyncDaemon daemon = new RsyncDaemon(address, port, USER, configuration, directory.resolve(address + ".log"));
        daemons.put(address, daemon);
        return daemon.start();
    }

    /** The daemon of a host that was started before. */
    public RsyncDaemon on(String address) {
        RsyncDaemon daemon = daemons.get(address);
        if (daemon == null) {
            throw new IllegalArgumentException("no daemon on " + address);
        }
        return daemon;
    }

    public int port() {
        return port;
    }

    public String user() {
        return USER;
    }

    /** For {@code --password-file}; mode 600. */
    public Path passwordFile() {
        return passwordFile;
    }

    @Override
    public void close() {
        daemons.values().forEach(RsyncDaemon::stop);
    }

    private String configuration(String address, Map<String, Path> modules) {
        boolean root = "root".equals(System.getProperty("user.name"));
        StringBuilder text = new StringBuilder(
                "pid file = %s\nuse chroot = %s\n".formatted(directory.resolve(address + ".pid"), root ? "yes" : "no"));
        if (root) {
            text.append("uid = root\ngid = root\n"); // else root's daemon would write as nobody
        }
        if (options.tcpNoDelay()) {
            text.append("socket options = TCP_NODELAY\n");
        }
        text.append("max connections = %d\nlock file = %s\ntimeout = 60\n"
                .formatted(options.maxConnections(), directory.resolve(address + ".lock")));
        // Without chroot the default would rewrite pushed symlinks; both cases shall store them as they are.
        text.append("munge symlinks = no\nread only = no\nlist = no\n");
        text.append("auth users = %s\nsecrets file = %s\n".formatted(USER, secrets));
        modules.forEach((name, path) -> text.append("[%s]\npath = %s\n".formatted(name, path.toAbsolutePath())));
        return text.toString();
    }
}
