package io.slipway.opsmanager.release;

import io.slipway.job.FailureCode;
import io.slipway.opsmanager.ssh.SshSession;
import io.slipway.opsmanager.ssh.SshWords;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Makes what a project's settings ask for, once its secrets have been looked at; connects to nothing yet. */
final class HostAccess {
    private final ReleaseAccess access;
    private final String ip;
    private final Map<String, String> place;
    private final Duration connect;

    /** @param place values of the placeholders */
    HostAccess(ReleaseAccess access, String ip, Map<String, String> place, Duration connect) {
        this.access = access;
        this.ip = ip;
        this.place = place;
        this.connect = connect;
    }

    /** @throws OrderEndedException INSECURE_SECRET or CONFIG */
    HostReach reach() {
        try {
            if (access.adapter() == ReleaseAccess.Adapter.SSH) {
                ReleaseAccess.Ssh ssh = Objects.requireNonNull(access.ssh());
                SecretFile.read(ssh.keyFile());
                return new SshReach(ip, ssh.user(), SshWords.of(sshPlace(ssh), connect));
            }
            ReleaseAccess.Daemon daemon = Objects.requireNonNull(access.daemon());
            SecretFile.read(daemon.passwordFile());
            return new DaemonReach(ip, daemon, ReleaseAccess.modulePath(daemon, place), connect);
        } catch (InsecureSecretException e) {
            throw OrderEndedException.failed(e.code(), String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw OrderEndedException.failed(FailureCode.CONFIG, String.valueOf(e.getMessage()));
        }
    }

    TreeSwitch link(TreeRsync rsync, Path journal, Path work, Clock clock, OrderContext context) {
        return access.adapter() == ReleaseAccess.Adapter.SSH
                ? new SshSwitch(sshPlace(Objects.requireNonNull(access.ssh())), connect, clock)
                : new DaemonSwitch(rsync, journal, work, clock, context.cancellation());
    }

    private SshSession.Place sshPlace(ReleaseAccess.Ssh ssh) {
        return new SshSession.Place(ip, ssh.port(), ssh.user(), ssh.keyFile(), ssh.knownHostsFile());
    }
}
