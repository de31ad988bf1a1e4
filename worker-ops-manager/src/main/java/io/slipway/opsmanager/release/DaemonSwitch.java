package io.slipway.opsmanager.release;

import io.slipway.contract.OrderHeader;
import io.slipway.file.DurableFiles;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.fence.OrderFence;
import io.slipway.worker.Cancellation;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Over nothing but an rsync daemon: rsync writes a link beside the live one and renames it. A daemon compares nothing, so the
 * fence is this ops manager's own; the host's copy of it tells the others.
 */
final class DaemonSwitch implements TreeSwitch {
    private static final int LONGEST_NAME = 200;
    private static final Set<FailureCode> PASSING = Set.of(FailureCode.UNREACHABLE, FailureCode.TIMED_OUT);

    private final TreeRsync rsync;
    private final Path journal;
    private final Path work;
    private final Clock clock;
    private final Cancellation cancellation;

    DaemonSwitch(TreeRsync rsync, Path journal, Path work, Clock clock, Cancellation cancellation) {
        this.rsync = rsync;
        this.journal = journal;
        this.work = work;
        this.clock = clock;
        this.cancellation = cancellation;
    }

    @Override
    public void enter(TreeView view, OrderHeader header) throws IOException, InterruptedException {
        if (view.fence() != null) {
            view.fence().admit(header);
        }
        fence(view.path(), header).close();
    }

    @Override
    public Done make(TreeView view, String tree, OrderHeader header, boolean adopt)
            throws IOException, InterruptedException {
        LivePath path = view.path();
        requireLink(view, adopt);
        try (OrderFence fence = fence(path, header)) {
            Instant at = clock.instant();
            Staging staging = new Staging(work)
                    .text(path.store() + "/fence", Fence.of(header).text())
                    .text(path.store() + "/done/" + tree, at + "\n")
                    .link(path.name(), path.tree(tree));
            try {
                staging.lay(rsync, path.parent());
            } catch (OrderEndedException e) {
                settle(path, tree, e);
            }
            String foreign = view.live() == TreeView.Live.FOREIGN ? ",原链接指向 " + view.target() + ",未改动其内容" : "";
            return new Done(at, foreign);
        }
    }

    @Override
    public void close() {}

    private static void requireLink(TreeView view, boolean adopt) {
        String path = view.path().path();
        switch (view.live()) {
            case MISSING, OURS -> {}
            case FOREIGN -> {
                if (!adopt) {
                    throw OrderEndedException.failed(
                            FailureCode.NOT_ADOPTED,
                            path + " 是指向 " + view.target() + " 的链接,不是本系统的;在计划中允许接管后重试 · it is a link of somebody else");
                }
            }
            case DIRECTORY, OTHER -> {
                String aside = view.path().tree(TreeName.ADOPTED + "by-hand");
                throw OrderEndedException.failed(
                        FailureCode.NOT_ADOPTED,
                        path + " 不是链接,仅有 rsync 时无法接管;停服后在主机上执行: cd "
                                + view.path().parent() + " && mkdir -p "
                                + view.path().store() + "/trees && mv "
                                + view.path().name() + " " + aside + " && ln -s "
                                + aside + " " + view.path().name()
                                + " · rsync cannot rename a directory: run that, then retry");
            }
        }
    }

    /** The answer got lost on the way, or the write did: the host knows. */
    private void settle(LivePath path, String tree, OrderEndedException trouble)
            throws IOException, InterruptedException {
        Failure failure = trouble.outcome().failure();
        if (failure == null || !PASSING.contains(failure.code())) {
            throw trouble;
        }
        TreeView now;
        try {
            Path copy = Files.createTempDirectory(work, "settle-");
            rsync.fetch(path.parent(), TreeView.patterns(path, List.of()), copy);
            now = TreeView.of(path, copy);
        } catch (OrderEndedException e) {
            throw OrderEndedException.unknown(Failure.of(
                    FailureCode.OUTCOME_UNKNOWN,
                    "切换时与主机失去联系,结果未知: " + failure.message() + " · look at " + path.path() + ", then retry"));
        }
        if (!tree.equals(now.tree())) {
            throw trouble;
        }
    }

    private OrderFence fence(LivePath path, OrderHeader header) throws IOException, InterruptedException {
        Path directory = DurableFiles.createDirectories(journal, "release/fences");
        return OrderFence.enter(directory, fenceName(rsync.ip() + path.path()), header, cancellation);
    }

    private static String fenceName(String place) {
        String name = OrderFence.nameOf(place);
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_NAME) {
            return name;
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
