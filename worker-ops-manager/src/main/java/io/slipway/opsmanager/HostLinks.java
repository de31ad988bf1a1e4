package io.slipway.opsmanager;

import io.slipway.job.FailureCode;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import io.slipway.worker.OrderEndedException;
import java.nio.file.Path;
import java.time.Duration;

/** Makes the link that a project's adapter asks for, once its secrets have been looked at. */
final class HostLinks {
    private final Duration connect;

    HostLinks(Duration connect) {
        this.connect = connect;
    }

    /**
     * Starts nothing and connects to nothing yet.
     *
     * @throws OrderEndedException INSECURE_SECRET, or CONFIG where a name in the configuration is not allowed
     */
    HostLink to(HostLayout host) {
        ProjectHosts hosts = host.hosts();
        ProjectHosts.Ssh ssh = hosts.ssh();
        ProjectHosts.Direct direct = hosts.direct();
        try {
            if (ssh != null) {
                requireSecret(ssh.keyFile());
                return new SshLink(host, ssh, connect);
            }
            if (direct != null) {
                requireSecret(direct.passwordFile());
                return DirectLink.to(host, direct);
            }
            throw new IllegalArgumentException("no adapter");
        } catch (IllegalArgumentException e) {
            throw OrderEndedException.failed(FailureCode.CONFIG, String.valueOf(e.getMessage()));
        }
    }

    /** Reliability rule A17: with a careless file nothing is even started. */
    private static void requireSecret(Path file) {
        try {
            SecretFile.read(file);
        } catch (InsecureSecretException e) {
            throw OrderEndedException.failed(e.code(), String.valueOf(e.getMessage()));
        }
    }
}
