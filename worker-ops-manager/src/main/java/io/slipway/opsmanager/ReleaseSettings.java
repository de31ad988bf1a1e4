package io.slipway.opsmanager;

import io.slipway.job.FailureCode;
import io.slipway.opsmanager.release.ReleaseAccess;
import io.slipway.worker.OrderEndedException;

/** The settings that releases need, or the sentence that says which one is not there. */
final class ReleaseSettings {
    private ReleaseSettings() {}

    static ProjectHosts hosts(OpsManagerProperties properties, String project) {
        return properties
                .hostsOf(project)
                .orElseThrow(() -> missing(FailureCode.REJECTED_BY_WORKER, project, "release"));
    }

    static ReleaseAccess access(ProjectHosts hosts, String project) {
        ReleaseAccess access = hosts.release();
        if (access == null) {
            throw missing(FailureCode.REJECTED_BY_WORKER, project, "release");
        }
        return access;
    }

    static OrderEndedException missing(FailureCode code, String project, String part) {
        String setting = "slipway.ops-manager.projects." + project + "." + part;
        return OrderEndedException.failed(
                code,
                "该管理机未配置 " + setting + ",请在 slipway-ops-manager.yaml 中添加后重启 worker · set " + setting
                        + " in slipway-ops-manager.yaml of this ops manager and restart it");
    }
}
