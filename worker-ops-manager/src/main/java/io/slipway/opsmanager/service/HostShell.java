package io.slipway.opsmanager.service;

import io.slipway.job.FailureCode;
import io.slipway.opsmanager.ssh.SshSession;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs commands on one host over one ssh session, which is opened when it is first needed and again when it was lost. */
final class HostShell implements AutoCloseable {
    private final SshSession.Place place;
    private final Duration commandLimit;
    private final Duration connect;
    private @Nullable SshSession session;

    HostShell(String ip, ServiceAccess.SshLogin login, Duration commandLimit, Duration connect) {
        this.place = new SshSession.Place(ip, login.port(), login.user(), login.keyFile(), login.knownHostsFile());
        this.commandLimit = commandLimit;
        this.connect = connect;
    }

    /** @throws HostTrouble in doubt where the command may have run */
    SshSession.Finished run(List<String> words) throws HostTrouble {
        SshSession open = session();
        try {
            return open.run(words, commandLimit);
        } catch (IOException e) {
            lost(open);
            boolean busy = SshSession.isBusy(e);
            throw new HostTrouble(
                    busy ? FailureCode.BUSY : FailureCode.UNREACHABLE,
                    !busy,
                    "ssh 连接 " + place.ip() + ":" + place.port() + " 中断: " + e.getMessage(),
                    e);
        }
    }

    private synchronized SshSession session() throws HostTrouble {
        SshSession open = session;
        if (open != null) {
            return open;
        }
        try {
            SecretFile.read(place.keyFile()); // with a careless file nothing is even started
            open = SshSession.open(place, connect);
            session = open;
            return open;
        } catch (InsecureSecretException e) {
            throw new HostTrouble(e.code(), false, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            boolean refused = SshSession.isRefused(e);
            throw new HostTrouble(
                    refused ? FailureCode.AUTH : FailureCode.UNREACHABLE,
                    false,
                    (refused ? "ssh 密钥被拒绝: " : "主机不可达: ") + place.ip() + ":" + place.port() + " " + e.getMessage(),
                    e);
        }
    }

    private synchronized void lost(SshSession broken) {
        if (session == broken) {
            session = null;
            broken.close();
        }
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
