package io.slipway.opsmanager.release;

import io.slipway.job.FailureCode;
import io.slipway.rsync.RsyncDestination;
import io.slipway.worker.OrderEndedException;
import java.nio.file.Path;
import java.util.List;

/**
 * rsync over ssh.
 *
 * @param client ssh and its options
 */
record SshReach(String ip, String user, List<String> client) implements HostReach {
    @Override
    public List<String> options() {
        return List.of("--rsh=" + String.join(" ", client));
    }

    @Override
    public String operand(String directory) {
        try {
            return new RsyncDestination.Ssh(client, user, ip, Path.of(directory)).operand();
        } catch (IllegalArgumentException e) {
            throw OrderEndedException.failed(FailureCode.CONFIG, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String linkDest(String directory) {
        return directory;
    }
}
