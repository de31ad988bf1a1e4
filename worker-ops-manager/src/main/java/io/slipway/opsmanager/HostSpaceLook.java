package io.slipway.opsmanager;

import io.slipway.check.Site;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import io.slipway.erlang.ErlangTerm;
import io.slipway.opsmanager.erlang.ErlangNode;
import io.slipway.opsmanager.erlang.NodeFailure;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much a game host's disk has left, as far as a node with {@code os_mon} knows it; others cannot be asked. */
final class HostSpaceLook {
    private static final int PERCENT = 100;
    private static final int PARTS = 3;
    private static final long KIBI = 1024;

    private final HostLayout host;
    private final Site site;
    private @Nullable Disk found;

    HostSpaceLook(HostLayout host, Site site) {
        this.host = host;
        this.site = site;
    }

    /** One line of {@code disksup:get_disk_data()}. */
    private record Disk(String mount, long free) {}

    void ask(ErlangNode node, Duration limit) {
        if (found != null) {
            return;
        }
        try {
            ErlangTerm disks = node.call("disksup", "get_disk_data", List.of(), limit);
            if (disks instanceof ErlangTerm.Sequence list) {
                list.items().forEach(this::take);
            }
        } catch (NodeFailure e) {
            return; // the node itself has its own cell
        }
    }

    ProbeCell cell() {
        Disk disk = found;
        if (disk == null) {
            return ProbeCell.notApplicable(
                    CheckName.HOST_FREE_SPACE,
                    host.ip(),
                    new Words("没有节点运行 os_mon,无法得知剩余空间", "No node runs os_mon, so the free space is not known"));
        }
        Words said = new Words(
                disk.mount + " 剩余 " + disk.free / 1_000_000 + " MB",
                disk.free / 1_000_000 + " MB free on " + disk.mount);
        if (disk.free >= OpsProbe.NEEDED_BYTES) {
            return ProbeCell.go(CheckName.HOST_FREE_SPACE, host.ip(), said);
        }
        return ProbeCell.noGo(
                CheckName.HOST_FREE_SPACE,
                host.ip(),
                said,
                new Words(
                        "在 " + host.ip() + " 上清理 " + disk.mount + " ,查看占用: du -xsh " + host.root() + "/* (由主机 "
                                + site.host() + " 检查)",
                        "On " + host.ip() + " make room on " + disk.mount + "; see what takes it: du -xsh "
                                + host.root() + "/* (seen from host " + site.host() + ")"));
    }

    /** {@code {Mount, KiB in all, percent used}}; the longest mount above the release root is its disk. */
    private void take(ErlangTerm line) {
        if (!(line instanceof ErlangTerm.Tuple tuple) || tuple.items().size() != PARTS) {
            return;
        }
        if (tuple.items().get(0) instanceof ErlangTerm.Sequence name
                && tuple.items().get(1) instanceof ErlangTerm.Int total
                && tuple.items().get(2) instanceof ErlangTerm.Int used) {
            String mount = name.asText().orElse("");
            boolean above = mount.equals("/") || (host.root() + "/").startsWith(mount + "/");
            if (mount.startsWith("/") && above && (found == null || mount.length() > found.mount.length())) {
                long free = total.value().longValue()
                        * KIBI
                        * (PERCENT - used.value().longValue())
                        / PERCENT;
                found = new Disk(mount, free);
            }
        }
    }
}
