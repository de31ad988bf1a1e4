package io.slipway.filepush;

import io.slipway.check.DirectoryCheck;
import io.slipway.check.RsyncRehearsal;
import io.slipway.check.SecretFileCheck;
import io.slipway.check.Site;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbePush;
import io.slipway.contract.RsyncManager;
import io.slipway.worker.ProbeCheck;
import io.slipway.worker.ProbeHandler;
import io.slipway.worker.shell.ShellRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks whether this worker could push to the rsync managers of an area. */
public final class PushProbe implements ProbeHandler<ProbePush> {
    private final FilePushProperties properties;
    private final ShellRunner runner;
    private final Site site;

    public PushProbe(FilePushProperties properties, ShellRunner runner, Site site) {
        this.properties = properties;
        this.runner = runner;
        this.site = site;
    }

    @Override
    public Class<ProbePush> probeType() {
        return ProbePush.class;
    }

    @Override
    public List<ProbeCheck> checks(ProbePush probe) {
        List<ProbeCheck> checks = new ArrayList<>();
        Path root = properties.backupRoot();
        checks.add(ProbeCheck.of(
                CheckName.SNAPSHOT_ROOT,
                root.toString(),
                DirectoryCheck.readable(CheckName.SNAPSHOT_ROOT, root, "slipway.file-push.backup-root", site)::look));
        probe.managers().stream().map(RsyncManager::passFile).distinct().forEach(file -> checks.add(password(file)));
        RsyncRehearsal rehearsal = new RsyncRehearsal(runner, properties.connectLimit());
        for (RsyncManager manager : probe.managers()) {
            checks.add(new RsyncModuleCheck(manager, rehearsal, properties.connectLimit(), site));
        }
        return checks;
    }

    private ProbeCheck password(String file) {
        return ProbeCheck.of(
                CheckName.PASSWORD_FILE, file, new SecretFileCheck(CheckName.PASSWORD_FILE, Path.of(file), site)::look);
    }
}
