package io.slipway.opsmanager.release;

import io.slipway.opsmanager.template.PathTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How whole versions come to the game hosts of one project.
 *
 * @param adapter {@code daemon} (default): only an rsync daemon of the host is needed; {@code ssh}: rsync over ssh, and the
 *     switch by a script there
 * @param roots absolute directories; a live directory that lies below none of them is refused. Required
 * @param keepTrees how many versions stay on a host, the live one counted, 2 to 20, default 3
 * @param fsync whether every file is on the host's disk before the switch, default false: what a power cut spoils is found by a
 *     comparison, and most releases are faster
 * @param daemon set for the adapter {@code daemon}; default the project's {@code direct}
 * @param ssh set for the adapter {@code ssh}; default the project's {@code ssh}
 */
public record ReleaseAccess(
        @DefaultValue("daemon") Adapter adapter,
        List<String> roots,
        @DefaultValue("3") int keepTrees,
        @DefaultValue("false") boolean fsync,
        @Nullable Daemon daemon,
        @Nullable Ssh ssh) {
    static final Set<String> PLACE = Set.of("project", "area", "areaCode", "ip", "hostRoot");
    private static final int FEWEST = 2;
    private static final int MOST = 20;
    private static final int MAX_PORT = 65_535;

    /** How a host is reached. */
    public enum Adapter {
        /** The host's rsync daemon, and nothing else. */
        DAEMON,
        /** rsync over ssh, and commands. */
        SSH
    }

    /**
     * The rsync daemon of a game host. Its module must be readable and writable and must not munge symlinks.
     *
     * @param port default 873
     * @param module required
     * @param modulePath template of the module's directory on the host; live directories lie below it; required
     * @param user required
     * @param passwordFile absolute, mode 600 or 400; required
     */
    public record Daemon(
            @DefaultValue("873") int port, String module, String modulePath, String user, Path passwordFile) {
        public Daemon {
            requirePort("daemon.port", port);
            requireSet("daemon.module", module);
            requireSet("daemon.module-path", modulePath);
            requireSet("daemon.user", user);
            requireFile("daemon.password-file", passwordFile);
            PathTemplate.of("daemon.module-path", modulePath, PLACE);
        }
    }

    /**
     * The ssh access to a game host.
     *
     * @param user account that owns the live directories; required
     * @param port default 22
     * @param keyFile private key without a passphrase, absolute, mode 600 or 400; required
     * @param knownHostsFile absolute; a host that is not in it or has another key is refused; required
     */
    public record Ssh(String user, @DefaultValue("22") int port, Path keyFile, Path knownHostsFile) {
        public Ssh {
            requireSet("ssh.user", user);
            requirePort("ssh.port", port);
            requireFile("ssh.key-file", keyFile);
            requireFile("ssh.known-hosts-file", knownHostsFile);
        }
    }

    public ReleaseAccess {
        require(roots != null && !roots.isEmpty(), "roots: name the directories that releases may change");
        roots = List.copyOf(roots);
        roots.forEach(root -> require(
                LivePath.isPlain(root),
                "roots: not a plain absolute directory: " + root + "; write for example /data"));
        require(keepTrees >= FEWEST && keepTrees <= MOST, "keep-trees: 2 to 20, not " + keepTrees);
        require(daemon == null || adapter == Adapter.DAEMON, "daemon: belongs to the adapter daemon, and this is ssh");
        require(ssh == null || adapter == Adapter.SSH, "ssh: belongs to the adapter ssh, and this is daemon");
    }

    /** The same with the project's own access where this says none. */
    public ReleaseAccess orElse(@Nullable Daemon otherDaemon, @Nullable Ssh otherSsh) {
        return adapter == Adapter.DAEMON
                ? new ReleaseAccess(adapter, roots, keepTrees, fsync, daemon != null ? daemon : otherDaemon, null)
                : new ReleaseAccess(adapter, roots, keepTrees, fsync, null, ssh != null ? ssh : otherSsh);
    }

    /**
     * Expands everything once, so that what leads nowhere is found at the start.
     *
     * @throws IllegalArgumentException naming the setting
     */
    public void requireUsable(Map<String, String> sample) {
        require(
                adapter != Adapter.DAEMON || daemon != null,
                "daemon: must be set, for the project has no direct part either");
        require(adapter != Adapter.SSH || ssh != null, "ssh: must be set, for the project has no ssh part either");
        if (daemon != null) {
            modulePath(daemon, sample);
        }
    }

    /** @throws IllegalArgumentException where it is no plain absolute directory */
    static String modulePath(Daemon daemon, Map<String, String> values) {
        String path = PathTemplate.of("daemon.module-path", daemon.modulePath(), PLACE)
                .expand(values);
        require(LivePath.isPlain(path), "daemon.module-path: not a plain absolute directory: " + path);
        return path;
    }

    private static void requirePort(String property, int port) {
        require(port >= 1 && port <= MAX_PORT, property + ": a port is 1 to 65535, not " + port);
    }

    private static void requireSet(String property, @Nullable String text) {
        require(text != null && !text.isBlank(), property + ": must be set");
    }

    private static void requireFile(String property, @Nullable Path file) {
        require(file != null && file.isAbsolute(), property + ": must be set to an absolute path, not " + file);
    }

    private static void require(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }
}
