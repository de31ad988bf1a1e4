package io.slipway.opsmanager.release;

import io.slipway.contract.CompareTrees;
import io.slipway.contract.ComparedServer;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.TreeReport;
import io.slipway.contract.TreeReport.Difference;
import io.slipway.contract.TreeReport.Kind;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One comparison of what is live with what should be; the host reads its files and sends digests. */
final class TreeComparison {
    /** Of a report, for all but the names. */
    private static final int OVERHEAD_BYTES = 64 * 1024;

    private final CompareTrees order;
    private final ReleaseAccess access;
    private final TreeRsync rsync;
    private final Path work;
    private final OrderContext context;
    private final Map<String, ServerResult> results = new LinkedHashMap<>();
    private final Map<String, Failure> failures = new LinkedHashMap<>();

    TreeComparison(CompareTrees order, ReleaseAccess access, TreeRsync rsync, Path work, OrderContext context) {
        this.order = order;
        this.access = access;
        this.rsync = rsync;
        this.work = work;
        this.context = context;
        order.servers()
                .forEach(server -> results.put(
                        server.server().name(), new ServerResult(new Part("未比较", false), new Part("未比较", false))));
    }

    Outcome run() throws IOException, InterruptedException {
        try {
            Map<String, LivePath> paths = new LinkedHashMap<>();
            order.servers()
                    .forEach(server -> paths.put(server.server().name(), LivePath.of(server.path(), access.roots())));
            Map<LivePath, TreeView> views = new HostLook(rsync, work).at(List.copyOf(paths.values()), List.of());
            Path empty = Files.createDirectories(work.resolve("empty"));
            for (ComparedServer server : order.servers()) {
                context.cancellation().check();
                String name = server.server().name();
                compare(server, Objects.requireNonNull(views.get(paths.get(name))), empty);
            }
            return outcome();
        } catch (OrderEndedException e) {
            return e.outcome().withServers(results);
        }
    }

    private void compare(ComparedServer server, TreeView view, Path empty) throws InterruptedException {
        String name = server.server().name();
        try {
            add(server, view, differences(server, view, empty));
        } catch (OrderEndedException e) {
            Failure failure = Objects.requireNonNull(e.outcome().failure());
            Part part = new Part("未能比较: " + failure.message(), false);
            results.put(name, new ServerResult(part, part));
            failures.put(name, failure);
        }
    }

    private List<Difference> differences(ComparedServer server, TreeView view, Path empty) throws InterruptedException {
        TreeSums expected = SumCache.md5(context.manifest(server.manifest()).files());
        List<String> kept = server.kept() == null ? List.of() : server.kept();
        List<Difference> all = new ArrayList<>();
        TreeSums.Reader found = new TreeSums.Reader();
        switch (view.live()) {
            case OURS -> {
                String live = Objects.requireNonNull(view.tree());
                if (!TreeName.tree(live).equals(server.tree())) {
                    all.add(new Difference(TreeName.tree(live), Kind.OTHER_TREE));
                }
                rsync.digests(view.path().parent() + "/" + view.path().tree(live), TreeSums.MD5, empty, found);
            }
            case DIRECTORY -> {
                all.add(new Difference(view.path().name(), Kind.OTHER_TREE));
                rsync.digests(view.path().path(), TreeSums.MD5, empty, found);
            }
            case FOREIGN, OTHER -> {
                all.add(new Difference(
                        Objects.requireNonNullElse(view.target(), view.path().name()), Kind.OTHER_TREE));
                return all; // what is behind it is none of ours
            }
            case MISSING -> {}
        }
        all.addAll(expected.differences(found.read(), kept));
        return all;
    }

    private void add(ComparedServer server, TreeView view, List<Difference> differences) {
        boolean same = differences.isEmpty();
        String live = view.tree() == null ? null : TreeName.tree(view.tree());
        String text = same
                ? "与 " + server.tree() + " 一致"
                : "与 " + server.tree() + " 不一致,共 " + differences.size() + " 处: " + words(differences);
        Part part = new Part(text, same);
        TreeReport report = new TreeReport(
                live, null, null, null, view.held(), null, (long) differences.size(), first(differences));
        results.put(server.server().name(), new ServerResult(part, new Part("仅比较,未操作进程", same), report));
    }

    private static String words(List<Difference> differences) {
        Map<Kind, Integer> counts = new java.util.EnumMap<>(Kind.class);
        differences.forEach(difference -> counts.merge(difference.kind(), 1, Integer::sum));
        List<String> words = new ArrayList<>();
        counts.forEach((kind, count) -> words.add(switch (kind) {
                    case MISSING -> "缺少 ";
                    case CHANGED -> "不同 ";
                    case EXTRA -> "多出 ";
                    case OTHER_TREE -> "目录不符 ";
                }
                + count));
        return String.join(",", words);
    }

    /** As many as a report has room for: one of many game servers names fewer. */
    private List<Difference> first(List<Difference> differences) {
        int room =
                (MessageLimits.REPORT_BYTES - OVERHEAD_BYTES) / order.servers().size();
        List<Difference> some = new ArrayList<>();
        for (Difference difference : differences) {
            room -= 2 * difference.name().getBytes(StandardCharsets.UTF_8).length + 48; // quoted, and its kind
            if (some.size() == TreeReport.MOST_NAMED || room < 0) {
                break;
            }
            some.add(difference);
        }
        return some;
    }

    private Outcome outcome() {
        if (failures.isEmpty()) {
            return Outcome.succeeded(0, 0).withServers(results);
        }
        Failure first = failures.values().iterator().next();
        boolean alike = failures.values().stream().allMatch(failure -> failure.code() == first.code());
        FailureCode code = alike ? first.code() : FailureCode.SERVER_FAILED;
        return Outcome.failed(Failure.of(
                        code, failures.size() + " of " + results.size() + " could not be compared: " + first.message()))
                .withServers(results);
    }
}
