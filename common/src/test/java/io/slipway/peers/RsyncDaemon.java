package io.slipway.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One host's rsync daemon: a process of its own on a loopback address. Made by {@link RsyncDaemons}. */
public final class RsyncDaemon {
    private static final Duration START = Duration.ofSeconds(60);

    private final String address;
    private final int port;
    private final String user;
    private final Path configuration;
    private final Path log;
    private @Nullable ChildProcess process;

    RsyncDaemon(String address, int port, String user, Path configuration, Path log) {
        this.address = address;
        this.port = port;
        this.user = user;
        this.configuration = configuration;
        this.log = log;
    }

    public String address() {
        return address;
    }

    public int port() {
        return port;
    }

    /** {@code rsync://user@127.0.x.y:port/module/path}; the password is in {@link RsyncDaemons#passwordFile()}. */
    public String url(String module, String path) {
        return "rsync://" + user + "@" + address + ":" + port + "/" + module + "/" + path;
    }

    /** Starts it, again after {@link #stop()} or {@link #kill9()}; returns when it greets clients. */
    public RsyncDaemon start() {
        ChildProcess started = ChildProcess.start(
                log,
                List.of(
                        "rsync",
                        "--daemon",
                        "--no-detach",
                        "--config=" + configuration,
                        "--address=" + address,
                        "--port=" + port,
                        "--log-file=" + log));
        process = started;
        started.awaitReady(
                "greeting on " + address + ":" + port,
                START,
                () -> Loopback.answers(address, port, "", "@RSYNCD:".length()));
        return this;
    }

    /** Ends the daemon in order. */
    public void stop() {
        if (process != null) {
            process.stop();
            process = null;
        }
    }

    /** Ends the daemon and all its transfers the way a crash does. */
    public void kill9() {
        if (process != null) {
            process.kill9();
            process = null;
        }
    }

    /** Freezes or thaws the daemon and the transfers it is serving; nothing when it is down. */
    public void signal(ChildProcess.Signal signal) {
        if (process != null) {
            process.signalTree(signal);
        }
    }

    /** The daemon's log so far. */
    public String log() {
        return process == null ? "" : process.output();
    }
}
