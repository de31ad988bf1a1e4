package io.slipway.opsmanager.release;

import io.slipway.job.FailureCode;
import io.slipway.rsync.RsyncDestination;
import io.slipway.worker.OrderEndedException;
import java.time.Duration;
import java.util.List;

/**
 * The host's rsync daemon.
 *
 * @param modulePath directory of the module on the host
 */
record DaemonReach(String ip, ReleaseAccess.Daemon daemon, String modulePath, Duration connect) implements HostReach {
    @Override
    public List<String> options() {
        return List.of(
                "--password-file=" + daemon.passwordFile(),
                "--contimeout=" + connect.toSeconds(),
                "--sockopts=TCP_NODELAY");
    }

    @Override
    public String operand(String directory) {
        try {
            return new RsyncDestination.Daemon(
                            ip,
                            daemon.port(),
                            daemon.module(),
                            daemon.user(),
                            inModule(directory),
                            daemon.passwordFile())
                    .operand();
        } catch (IllegalArgumentException e) {
            throw OrderEndedException.failed(FailureCode.CONFIG, String.valueOf(e.getMessage()));
        }
    }

    /** Absolute names are those of the module, with chroot and without. */
    @Override
    public String linkDest(String directory) {
        return "/" + inModule(directory);
    }

    private String inModule(String directory) {
        if (directory.equals(modulePath)) {
            return "";
        }
        if (!directory.startsWith(modulePath + "/")) {
            throw OrderEndedException.failed(
                    FailureCode.CONFIG,
                    "目录 " + directory + " 不在 rsync 模块 " + daemon.module() + " (" + modulePath
                            + ") 之下,请修正 release.daemon.module-path 或进程路径 · the directory does not lie below the module");
        }
        return directory.substring(modulePath.length() + 1);
    }
}
