package io.slipway.opsmanager.service;

import io.slipway.opsmanager.supervisor.SupervisorAddress;
import io.slipway.opsmanager.template.PathTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the processes of one project's game servers are steered. Templates take {@code {project}}, {@code {area}} (Chinese
 * name), {@code {areaCode}}, {@code {ip}}, {@code {server}}, {@code {process}} and {@code {role}}; an unknown one stops the
 * start.
 *
 * @param adapter {@code supervisor} (default), {@code ssh} or {@code systemd}
 * @param supervisor set for the adapter {@code supervisor}
 * @param login ssh access, set for the adapters {@code ssh} and {@code systemd}
 * @param commands set for the adapter {@code ssh}
 * @param systemd for the adapter {@code systemd}; its defaults where it is not set
 * @param startWithin longest wait for RUNNING; with supervisor in addition to the program's startsecs. Default 15 s with
 *     supervisor, else 60 s
 * @param stopWithin longest wait until no process is left; with supervisor in addition to the program's stopwaitsecs.
 *     Default 5 s with supervisor, else 100 s
 * @param commandLimit longest run of one command over ssh, default 60 s
 */
public record ServiceAccess(
        @DefaultValue("supervisor") Adapter adapter,
        @Nullable SupervisorLogin supervisor,
        @Nullable SshLogin login,
        @Nullable Commands commands,
        @DefaultValue Systemd systemd,
        @Nullable Duration startWithin,
        @Nullable Duration stopWithin,
        @DefaultValue("60s") Duration commandLimit) {
    /** Placeholders of commands and units. */
    static final Set<String> PLACE = Set.of("project", "area", "areaCode", "ip", "server", "process", "role");

    private static final Duration SUPERVISOR_START = Duration.ofSeconds(15);
    private static final Duration SUPERVISOR_STOP = Duration.ofSeconds(5);
    private static final Duration OTHER_START = Duration.ofSeconds(60);
    private static final Duration OTHER_STOP = Duration.ofSeconds(100);

    /** What steers the processes on the host. */
    public enum Adapter {
        /** supervisord's XML-RPC over HTTP. */
        SUPERVISOR,
        /** Commands of the site's own, over ssh. */
        SSH,
        /** {@code systemctl} over ssh. */
        SYSTEMD
    }

    /**
     * The XML-RPC interface of supervisord; private networks only, it is not encrypted.
     *
     * @param port of its {@code [inet_http_server]}, default 9001
     * @param user of that section; required
     * @param passwordFile file with that user's password, absolute, mode 600 or 400; required
     */
    public record SupervisorLogin(@DefaultValue("9001") int port, String user, Path passwordFile) {
        public SupervisorLogin {
            SettingCheck.port("supervisor.port", port);
            SettingCheck.set("supervisor.user", user);
            SettingCheck.file("supervisor.password-file", passwordFile);
        }
    }

    /**
     * The ssh access to a game host.
     *
     * @param user account that may steer the processes; required
     * @param port default 22
     * @param keyFile private key without a passphrase, absolute, mode 600 or 400; required
     * @param knownHostsFile host keys; a host that is not in it or has another key is refused; absolute, required
     */
    public record SshLogin(String user, @DefaultValue("22") int port, Path keyFile, Path knownHostsFile) {
        public SshLogin {
            SettingCheck.set("login.user", user);
            SettingCheck.port("login.port", port);
            SettingCheck.file("login.key-file", keyFile);
            SettingCheck.file("login.known-hosts-file", knownHostsFile);
        }
    }

    /**
     * Commands as lists of words, each word a template; no shell of the worker is between, and on the host every word is
     * quoted.
     *
     * @param start ends with 0 where the start was accepted; required
     * @param stop ends with 0 where the stop was accepted; required
     * @param status tells the state, and on the first line of its output the pid where it knows it; required
     * @param runningExits exit codes of {@code status} that mean running, default 0
     * @param stoppedExits exit codes that mean stopped, default 3 (LSB); every other one is unknown
     * @param runningPattern where set, running also needs a line of output in which this regular expression is found; without
     *     it, an exit code for running means stopped
     */
    public record Commands(
            List<String> start,
            List<String> stop,
            List<String> status,
            @DefaultValue("0") Set<Integer> runningExits,
            @DefaultValue("3") Set<Integer> stoppedExits,
            @Nullable String runningPattern) {
        public Commands {
            words("start", start);
            words("stop", stop);
            words("status", status);
            if (runningPattern != null) {
                try {
                    Pattern.compile(runningPattern);
                } catch (PatternSyntaxException e) {
                    throw new IllegalArgumentException("commands.running-pattern: " + e.getMessage(), e);
                }
            }
        }

        private static void words(String name, @Nullable List<String> words) {
            SettingCheck.require(words != null && !words.isEmpty(), "commands." + name + ": must be set");
            if (words != null) {
                words.forEach(word -> PathTemplate.of("commands." + name, word, PLACE));
            }
        }
    }

    /**
     * @param unit template of the unit's name, default {@code game@{server}.service}
     * @param systemctl words before the verb, default {@code systemctl}; for example {@code sudo -n systemctl}
     */
    public record Systemd(
            @DefaultValue("game@{server}.service") String unit,
            @DefaultValue("systemctl") List<String> systemctl) {
        public Systemd {
            PathTemplate.of("systemd.unit", unit, PLACE);
            SettingCheck.require(!systemctl.isEmpty(), "systemd.systemctl: must be set");
        }
    }

    public ServiceAccess {
        SettingCheck.require(
                (adapter == Adapter.SUPERVISOR) == (supervisor != null),
                "adapter " + adapter + ": set supervisor for the adapter supervisor, and only for it");
        SettingCheck.require(
                (adapter != Adapter.SUPERVISOR) == (login != null),
                "adapter " + adapter + ": set login for the adapters ssh and systemd, and only for them");
        SettingCheck.require(
                (adapter == Adapter.SSH) == (commands != null),
                "adapter " + adapter + ": set commands for the adapter ssh, and only for it");
        SettingCheck.limit("start-within", startWithin);
        SettingCheck.limit("stop-within", stopWithin);
        SettingCheck.limit("command-limit", commandLimit);
    }

    /** The supervisord of a host; empty for other adapters. */
    public Optional<SupervisorAddress> supervisorOf(String ip) {
        return Optional.ofNullable(supervisor)
                .map(found -> new SupervisorAddress(ip, found.port(), found.user(), found.passwordFile()));
    }

    /** The configured limit or the adapter's default. */
    Duration startLimit() {
        return startWithin != null ? startWithin : adapter == Adapter.SUPERVISOR ? SUPERVISOR_START : OTHER_START;
    }

    /** The configured limit or the adapter's default. */
    Duration stopLimit() {
        return stopWithin != null ? stopWithin : adapter == Adapter.SUPERVISOR ? SUPERVISOR_STOP : OTHER_STOP;
    }
}
