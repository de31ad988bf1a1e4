package io.slipway.opsmanager;

import io.slipway.contract.GameServer;
import io.slipway.contract.VersionRef;
import io.slipway.opsmanager.cdn.CdnOrigin;
import io.slipway.opsmanager.release.ReleaseAccess;
import io.slipway.opsmanager.service.ServiceAccess;
import io.slipway.opsmanager.silence.SilenceAccess;
import io.slipway.opsmanager.template.PathTemplate;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the game hosts of one project are set up and reached. Templates take the placeholders {@code {project}},
 * {@code {area}} (Chinese name), {@code {areaCode}} and {@code {ip}}, and where said {@code {hostRoot}} and
 * {@code {server}}; an unknown one stops the start.
 *
 * @param adapter {@code direct} (default) or {@code ssh}; its own part below must be set
 * @param hostRoot directory on the game host, absolute. Holds {@code .slipway} with the fence and the staged files, so all
 *     that writes below it obeys one order of jobs; projects that share a host need one each, for example
 *     {@code /data/{project}}
 * @param liveDir directory of one game server; absolute or relative to {@code hostRoot}, with {@code {hostRoot}} and
 *     {@code {server}}; default {@code {hostRoot}/{server}}. File names of a version are relative to it. Without
 *     {@code {server}} all game servers of a host share it
 * @param nodeName full name of a game server's Erlang node, with {@code {server}}; default {@code {server}@{ip}}
 * @param epmdPort port of epmd on the game host, default 4369
 * @param cookieFile file with the cookie of the nodes, mode 600 or 400; required
 * @param direct set for the adapter {@code direct}
 * @param ssh set for the adapter {@code ssh}
 * @param cdn origins of its client updates by {@code cdn_root_url} (in YAML {@code "[res.example.com]"}); {@code *} for those
 *     that are not named; default none, and client updates are refused
 * @param service how processes are started and stopped; unset, and such orders are refused. With it alone, the settings
 *     for updates may all be left out
 * @param silence how monitoring is told to be silent meanwhile; unset: nobody is told
 * @param release how whole versions are put in place and compared; unset, and such orders are refused
 */
public record ProjectHosts(
        @DefaultValue("direct") Adapter adapter,
        String hostRoot,
        @DefaultValue("{hostRoot}/{server}") String liveDir,
        @DefaultValue("{server}@{ip}") String nodeName,
        @DefaultValue("4369") int epmdPort,
        Path cookieFile,
        @Nullable Direct direct,
        @Nullable Ssh ssh,
        @DefaultValue Map<String, CdnOrigin> cdn,
        @Nullable ServiceAccess service,
        @Nullable SilenceAccess silence,
        @Nullable ReleaseAccess release) {

    static final Set<String> PLACE = Set.of("project", "area", "areaCode", "ip");
    static final Set<String> PLACE_AND_ROOT = Set.of("project", "area", "areaCode", "ip", "hostRoot");
    static final Set<String> PLACE_AND_SERVER = Set.of("project", "area", "areaCode", "ip", "hostRoot", "server");
    /** In place of the directories of a project whose processes are only steered; no setting can have this value. */
    private static final String NO_UPDATES = "";

    private static final int MAX_PORT = 65_535;

    /** How files and Erlang calls travel. */
    public enum Adapter {
        /** An rsync daemon on the host, and Erlang distribution straight to the node: private networks only. */
        DIRECT,
        /** Both through ssh. */
        SSH
    }

    /**
     * The rsync daemon of a game host. It should run as the user of the game, who removes old staged files.
     *
     * @param port default 873
     * @param module name of the module; required
     * @param modulePath template of the module's directory on the host; {@code hostRoot} must be it or lie below it;
     *     default {@code {hostRoot}}
     * @param user user of the module; required
     * @param passwordFile file with that user's password, absolute, mode 600 or 400; required
     */
    public record Direct(
            @DefaultValue("873") int port,
            String module,
            @DefaultValue("{hostRoot}") String modulePath,
            String user,
            Path passwordFile) {
        public Direct {
            requirePort("direct.port", port);
            requireSet("direct.module", module);
            requireSet("direct.user", user);
            requireFile("direct.password-file", passwordFile);
            PathTemplate.of("direct.module-path", modulePath, PLACE_AND_ROOT);
        }
    }

    /**
     * The ssh access to a game host.
     *
     * @param user account on the host that may write below {@code hostRoot}; required
     * @param port default 22
     * @param keyFile private key without a passphrase, absolute, mode 600 or 400; required
     * @param knownHostsFile host keys; a host that is not in it or has another key is refused; absolute, required
     */
    public record Ssh(String user, @DefaultValue("22") int port, Path keyFile, Path knownHostsFile) {
        public Ssh {
            requireSet("ssh.user", user);
            requirePort("ssh.port", port);
            requireFile("ssh.key-file", keyFile);
            requireFile("ssh.known-hosts-file", knownHostsFile);
        }
    }

    /** Without releases. */
    public ProjectHosts(
            Adapter adapter,
            String hostRoot,
            String liveDir,
            String nodeName,
            int epmdPort,
            Path cookieFile,
            @Nullable Direct direct,
            @Nullable Ssh ssh,
            Map<String, CdnOrigin> cdn,
            @Nullable ServiceAccess service,
            @Nullable SilenceAccess silence) {
        this(adapter, hostRoot, liveDir, nodeName, epmdPort, cookieFile, direct, ssh, cdn, service, silence, null);
    }

    @ConstructorBinding
    public ProjectHosts {
        cdn = Map.copyOf(cdn);
        release = release == null ? null : release.orElse(ofDirect(direct), ofSsh(ssh));
        if ((service != null || release != null)
                && onlySteered(hostRoot, cookieFile)
                && direct == null
                && ssh == null
                && cdn.isEmpty()) {
            hostRoot = NO_UPDATES;
            cookieFile = Path.of(NO_UPDATES);
        } else {
            requireForUpdates(adapter, hostRoot, liveDir, nodeName, epmdPort, cookieFile, direct, ssh);
        }
    }

    private static boolean onlySteered(@Nullable String hostRoot, @Nullable Path cookieFile) {
        return hostRoot == null && cookieFile == null;
    }

    private static void requireForUpdates(
            Adapter adapter,
            @Nullable String hostRoot,
            String liveDir,
            String nodeName,
            int epmdPort,
            @Nullable Path cookieFile,
            @Nullable Direct direct,
            @Nullable Ssh ssh) {
        requireSet("host-root", hostRoot);
        PathTemplate.of("host-root", String.valueOf(hostRoot), PLACE);
        PathTemplate.of("live-dir", liveDir, PLACE_AND_SERVER);
        PathTemplate.of("node-name", nodeName, PLACE_AND_SERVER);
        requirePort("epmd-port", epmdPort);
        requireFile("cookie-file", cookieFile);
        if ((adapter == Adapter.DIRECT) != (direct != null) || (adapter == Adapter.SSH) != (ssh != null)) {
            throw new IllegalArgumentException("adapter " + adapter + " needs its own part, and only that one: set "
                    + (adapter == Adapter.DIRECT ? "direct" : "ssh"));
        }
    }

    /** Whether files can be brought to these hosts; false where only {@code service} or {@code release} is set. */
    boolean takesUpdates() {
        return !hostRoot.equals(NO_UPDATES);
    }

    /**
     * Expands everything once, so that a template that leads nowhere is found at the start and not at night.
     *
     * @throws IllegalArgumentException naming the setting
     */
    void requireUsable() {
        cdn.forEach(ProjectHosts::requireUsable);
        if (release != null) {
            requireUsable(release);
        }
        if (!takesUpdates()) {
            return;
        }
        VersionRef version = new VersionRef("hot_server", "project", "cn", "uuid", "1");
        HostLayout sample = HostLayout.of(this, version, "area", "10.0.0.1", 1, 1);
        GameServer server = new GameServer("game", "server_1");
        sample.liveDirectory(server);
        sample.node(server);
        if (direct != null) {
            sample.pathInModule(direct);
        }
    }

    private void requireUsable(ReleaseAccess access) {
        try {
            access.requireUsable(
                    releasePlace(new VersionRef(VersionRef.RELEASE, "project", "cn", "uuid", "1"), "area", "10.0.0.1"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("release." + e.getMessage(), e);
        }
    }

    /** Values of the placeholders of {@link ReleaseAccess}. */
    Map<String, String> releasePlace(VersionRef version, String area, String ip) {
        Map<String, String> values = new HashMap<>(
                Map.of("project", version.project(), "area", area, "areaCode", version.areaCode(), "ip", ip));
        if (takesUpdates()) {
            values.put("hostRoot", PathTemplate.of("host-root", hostRoot, PLACE).expand(values));
        }
        return Map.copyOf(values);
    }

    private static ReleaseAccess.@Nullable Daemon ofDirect(@Nullable Direct direct) {
        return direct == null
                ? null
                : new ReleaseAccess.Daemon(
                        direct.port(), direct.module(), direct.modulePath(), direct.user(), direct.passwordFile());
    }

    private static ReleaseAccess.@Nullable Ssh ofSsh(@Nullable Ssh ssh) {
        return ssh == null ? null : new ReleaseAccess.Ssh(ssh.user(), ssh.port(), ssh.keyFile(), ssh.knownHostsFile());
    }

    /** The origin of a CDN, empty where neither it nor {@code *} is configured. */
    Optional<CdnOrigin> originOf(String cdnRootUrl) {
        return Optional.ofNullable(cdn.getOrDefault(cdnRootUrl, cdn.get(CdnOrigin.ANY)));
    }

    private static void requireUsable(String cdnRootUrl, CdnOrigin origin) {
        try {
            origin.requireUsable(cdnRootUrl);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cdn." + cdnRootUrl + "." + e.getMessage(), e);
        }
    }

    private static void requirePort(String property, int port) {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(property + ": a port is 1 to 65535, not " + port);
        }
    }

    private static void requireSet(String property, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(property + ": must be set");
        }
    }

    private static void requireFile(String property, @Nullable Path file) {
        if (file == null || !file.isAbsolute()) {
            throw new IllegalArgumentException(property + ": must be set to an absolute path, not " + file);
        }
    }
}
