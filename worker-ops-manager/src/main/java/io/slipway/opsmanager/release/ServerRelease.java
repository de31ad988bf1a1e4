package io.slipway.opsmanager.release;

import io.slipway.contract.OrderHeader;
import io.slipway.contract.ReleasedServer;
import io.slipway.contract.TreeReport;
import io.slipway.contract.TreeReport.Difference;
import io.slipway.contract.TreeReport.KeptFile;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One game server on its way to a version: a whole and checked tree beside the live one, then one rename. Every step may be
 * done again after it was cut off.
 */
final class ServerRelease {
    private static final int NAMED = 5;

    private final ReleasePlan plan;
    private final ReleasedServer server;
    private final TreeView view;
    private final TreeCheck check;
    private final String version;
    private final @Nullable Boolean ranBefore;
    private final KeptFiles keptLive;

    private @Nullable String tree;
    private @Nullable Instant switchedAt;
    private boolean reused;
    private List<KeptFile> kept = List.of();
    private String sentence = "";

    /** @param runs whether its process runs now; null where nobody looked */
    ServerRelease(ReleasePlan plan, ReleasedServer server, TreeView view, TreeCheck check, @Nullable Boolean runs) {
        this.plan = plan;
        this.server = server;
        this.view = view;
        this.check = check;
        this.version = plan.order().treeName();
        TreeNote note = ownNote();
        this.ranBefore = note == null ? runs : note.ran();
        this.keptLive = KeptFiles.in(view.keptOfLive(), plan.order().kept());
    }

    ReleasedServer server() {
        return server;
    }

    /** Whether its process ran before this order, or an earlier attempt of it, touched it; null where nobody looked. */
    @Nullable
    Boolean ranBefore() {
        return ranBefore;
    }

    /** Has a whole tree on the host, checked, with its kept files; the live one is as it was. @param siblings directories */
    void prepare(List<String> siblings) throws IOException, InterruptedException {
        requireKnown();
        String live = view.tree();
        if (live != null && TreeName.tree(live).equals(version) && isRight(live)) {
            tree = live;
            kept = keptLive.digests();
            switchedAt = ownNote() == null ? null : view.switched().get(live);
            return;
        }
        plan.link().enter(view, plan.order().header());
        for (String held : view.finished(version)) {
            if (!held.equals(live) && isRight(held)) {
                tree = held;
                reused = true;
                layBeside(held);
                return;
            }
        }
        push(TreeName.of(version, plan.order().header()), siblings);
    }

    /** Directory on the host of the tree that was prepared. */
    String directory() {
        return absolute(Objects.requireNonNull(tree));
    }

    void switchOver() throws IOException, InterruptedException {
        String to = Objects.requireNonNull(tree);
        if (to.equals(view.tree())) {
            sentence = "已是 " + version + ",未切换" + keptWords();
            return;
        }
        TreeSwitch.Done done =
                plan.link().make(view, to, plan.order().header(), plan.order().adopt());
        switchedAt = done.at();
        String from = before();
        sentence = "已切换到 " + version + (from == null ? "" : ",原 " + from) + (reused ? ",主机上已有该版本,未传输" : "")
                + keptWords() + done.remark();
    }

    /** Of the files. */
    String sentence() {
        return sentence;
    }

    /** Removes what is left of older attempts, and the trees that are too many. @return a remark, empty for none */
    String tidy() throws InterruptedException {
        try {
            List<String> names = Leftovers.of(
                    view, tree, plan.order().header(), plan.access().keepTrees());
            if (!names.isEmpty()) {
                Leftovers.remove(plan.rsync(), plan.work(), view.path(), names);
            }
            return "";
        } catch (OrderEndedException | IOException e) {
            return ",旧版本目录未能清理: " + e.getMessage();
        }
    }

    TreeReport report() {
        boolean live = switchedAt != null || tree != null && tree.equals(view.tree());
        String now = live ? version : view.tree() == null ? null : TreeName.tree(view.tree());
        Set<String> held = new LinkedHashSet<>();
        if (live) {
            held.add(version);
        }
        held.addAll(Leftovers.held(view, tree, plan.access().keepTrees()));
        return new TreeReport(now, before(), switchedAt, ranBefore, List.copyOf(held), live ? kept : null, null, null);
    }

    private void requireKnown() {
        if (view.live() == TreeView.Live.OTHER
                || !plan.order().adopt()
                        && (view.live() == TreeView.Live.DIRECTORY || view.live() == TreeView.Live.FOREIGN)) {
            throw OrderEndedException.failed(
                    FailureCode.NOT_ADOPTED,
                    view.path().path() + " 不是本系统的链接,未做任何改动;在计划中允许接管后重试 · it is no link of ours, allow the plan to "
                            + "adopt it");
        }
    }

    private void push(String directory, List<String> siblings) throws IOException, InterruptedException {
        Path source = plan.local().require();
        String place = absolute(directory);
        try {
            List<String> links = linkTo(directory, siblings);
            send(source, place, links, false);
            layBeside(directory);
            List<Difference> differences = check.differences(seenThrough(directory));
            if (!differences.isEmpty()) {
                send(source, place, links, true);
                differences = check.differences(seenThrough(directory));
            }
            if (!differences.isEmpty()) {
                throw OrderEndedException.failed(
                        FailureCode.DIGEST_MISMATCH,
                        "新目录校验不一致,线上目录未改动: " + named(differences)
                                + " · the new tree differs, what is live was not touched");
            }
            tree = directory;
        } catch (OrderEndedException e) {
            removeUnfinished(directory, e);
            throw munged(directory, e);
        }
    }

    private void send(Path source, String place, List<String> links, boolean checksum) throws InterruptedException {
        plan.rsync().send(source, plan.names(), place, links, checksum, plan.bytes());
    }

    /** Unchanged files become hard links; a directory that is not ours may still be written in place, so it is only read. */
    private List<String> linkTo(String directory, List<String> siblings) {
        List<String> links = new ArrayList<>(siblings);
        view.trees().stream()
                .filter(name -> !name.equals(directory) && TreeName.tree(name).equals(version))
                .forEach(name -> links.add(absolute(name)));
        String live = view.tree();
        if (live != null && !TreeName.tree(live).equals(version)) {
            links.add(absolute(live));
        }
        return links.stream().limit(20).toList(); // rsync takes no more
    }

    /** Kept files, what was seen before, and a link by which the check goes in: it proves that links work there. */
    private void layBeside(String directory) throws IOException, InterruptedException {
        KeptFiles wanted = KeptFiles.wanted(
                view, version, plan.order().keptFrom(), keptLive, plan.order().kept());
        LivePath path = view.path();
        String target = plan.order().header().targetId();
        Staging staging = new Staging(plan.work())
                .text(path.store() + "/note", new TreeNote(target, beforeDirectory(), ranBefore).text())
                .link(path.store() + "/" + probe(), "trees/" + directory);
        String live = view.tree();
        for (Map.Entry<String, Path> file : keptLive.files().entrySet()) {
            if (live != null) {
                staging.copy(path.store() + "/kept/" + live + "/" + file.getKey(), file.getValue());
            }
        }
        for (Map.Entry<String, Path> file : wanted.files().entrySet()) {
            staging.copy(path.tree(directory) + "/" + file.getKey(), file.getValue());
        }
        staging.lay(plan.rsync(), path.parent());
        kept = wanted.digests();
    }

    private boolean isRight(String directory) throws InterruptedException {
        return check.differences(absolute(directory)).isEmpty();
    }

    private String seenThrough(String directory) {
        return view.path().parent() + "/" + view.path().store() + "/" + probe();
    }

    private String probe() {
        OrderHeader header = plan.order().header();
        return "next-" + header.jobSeq() + "-" + header.attempt();
    }

    /** A daemon that rewrites links is told from everything else by what it cannot do: follow one. */
    private OrderEndedException munged(String directory, OrderEndedException e) {
        Failure failure = e.outcome().failure();
        boolean refused = failure != null && failure.message().contains("change_dir");
        return refused && plan.access().adapter() == ReleaseAccess.Adapter.DAEMON
                ? OrderEndedException.failed(
                        FailureCode.CONFIG,
                        "主机 " + plan.rsync().ip()
                                + " 的 rsync 会改写符号链接: 在 rsyncd.conf 的模块中设 munge symlinks = no · the daemon "
                                + "munges symlinks, so no link it writes leads anywhere; nothing that is live was touched ("
                                + directory + ")")
                : e;
    }

    private void removeUnfinished(String directory, OrderEndedException e) throws InterruptedException {
        Failure failure = e.outcome().failure();
        if (failure == null
                || failure.code() == FailureCode.UNREACHABLE
                || plan.context().cancellation().requested()) {
            return; // the next attempt tidies up, and goes on from there
        }
        try {
            Leftovers.remove(plan.rsync(), plan.work(), view.path(), List.of("trees/" + directory, probe()));
        } catch (OrderEndedException | IOException another) {
            e.addSuppressed(another);
        }
    }

    private @Nullable TreeNote ownNote() {
        TreeNote note = view.note();
        return note != null && note.targetId().equals(plan.order().header().targetId()) ? note : null;
    }

    private @Nullable String beforeDirectory() {
        TreeNote note = ownNote();
        return note == null ? view.tree() : note.before();
    }

    private @Nullable String before() {
        String directory = beforeDirectory();
        return directory == null ? null : TreeName.tree(directory);
    }

    private String keptWords() {
        List<String> carried = kept.stream().map(KeptFile::name).toList();
        List<String> absent = plan.order().kept().stream()
                .filter(name -> !carried.contains(name))
                .toList();
        return (carried.isEmpty() ? "" : ",保留 " + String.join(" ", carried))
                + (absent.isEmpty() ? "" : ",主机上没有 " + String.join(" ", absent));
    }

    private String absolute(String directory) {
        return view.path().parent() + "/" + view.path().tree(directory);
    }

    private static String named(List<Difference> differences) {
        List<String> some = differences.stream()
                .limit(NAMED)
                .map(difference -> difference.name() + " " + difference.kind())
                .toList();
        return String.join("; ", some) + (differences.size() > NAMED ? " 等 " + differences.size() + " 项" : "");
    }
}
