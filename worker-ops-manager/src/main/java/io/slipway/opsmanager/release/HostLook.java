package io.slipway.opsmanager.release;

import io.slipway.job.FailureCode;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at live directories and their trees: one rsync for each directory that holds some. */
final class HostLook {
    private final TreeRsync rsync;
    private final Path work;

    HostLook(TreeRsync rsync, Path work) {
        this.rsync = rsync;
        this.work = work;
    }

    /** @param kept names of kept files, which are fetched along */
    Map<LivePath, TreeView> at(List<LivePath> paths, List<String> kept) throws IOException, InterruptedException {
        Map<String, List<LivePath>> byParent = new LinkedHashMap<>();
        paths.forEach(path -> byParent.computeIfAbsent(path.parent(), parent -> new ArrayList<>())
                .add(path));
        Map<LivePath, TreeView> views = new LinkedHashMap<>();
        for (Map.Entry<String, List<LivePath>> one : byParent.entrySet()) {
            Path copy = Files.createTempDirectory(work, "look-");
            List<String> patterns = new ArrayList<>();
            one.getValue().forEach(path -> patterns.addAll(TreeView.patterns(path, kept)));
            rsync.fetch(one.getKey(), patterns, copy);
            for (LivePath path : one.getValue()) {
                views.put(path, TreeView.of(path, copy));
            }
        }
        return views;
    }

    /** Fetches the kept files that lie behind a link of somebody else. */
    void behind(TreeView view, List<String> kept) throws IOException, InterruptedException {
        if (view.live() != TreeView.Live.FOREIGN || kept.isEmpty()) {
            return;
        }
        Path into = Files.createDirectories(TreeView.foreign(view.copy(), view.path()));
        try {
            rsync.fetch(view.path().path(), TreeView.places("", kept), into);
        } catch (OrderEndedException e) {
            throw OrderEndedException.failed(
                    FailureCode.NOT_ADOPTED,
                    "链接 " + view.path().path() + " 指向的 " + view.target() + " 无法读取,保留文件取不到,未做任何改动;链接已无用时请先删除它 · what the"
                            + " link leads to cannot be read: " + e.getMessage());
        }
    }
}
