package io.slipway.opsmanager.release;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.ReleaseServers;
import io.slipway.worker.OrderContext;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One order and all that was looked at before anything is done.
 *
 * @param files all of the version
 * @param local where they are on this machine
 * @param work directory of this order on this machine, private, gone afterwards
 */
record ReleasePlan(
        ReleaseServers order,
        List<ManifestFile> files,
        LocalFiles local,
        ReleaseAccess access,
        TreeRsync rsync,
        TreeSwitch link,
        SumCache sums,
        Path work,
        OrderContext context) {
    /** Files that are sent: all but the kept ones. */
    List<String> names() {
        Set<String> kept = new HashSet<>(order.kept());
        return files.stream()
                .map(ManifestFile::name)
                .filter(name -> !kept.contains(name))
                .toList();
    }

    long bytes() {
        return files.stream().mapToLong(ManifestFile::size).sum();
    }
}
