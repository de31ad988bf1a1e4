package io.slipway.opsmanager.release;

import io.slipway.contract.OrderHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which things beside a live directory are no longer needed. */
final class Leftovers {
    /** They are small, and a rollback wants them after the tree is gone. */
    private static final int KEPT_RECORDS = 20;

    private Leftovers() {}

    /**
     * Names relative to the store. What an attempt that is newer than this one fills stays.
     *
     * @param live directory of the tree that is live now
     * @param most trees that stay; the live one and the one before it always do
     */
    static List<String> of(TreeView view, @Nullable String live, OrderHeader header, int most) throws IOException {
        Set<String> stay = staying(view, live, most);
        List<String> names = new ArrayList<>();
        for (String tree : view.trees()) {
            boolean whole = view.finished().contains(tree);
            if (!stay.contains(tree) && (whole || TreeName.isNoNewer(tree, header))) {
                names.add("trees/" + tree);
                if (view.switched().containsKey(tree)) {
                    names.add("done/" + tree);
                }
            }
        }
        List<String> records = new ArrayList<>(view.keptRecords());
        if (records.size() > KEPT_RECORDS) {
            records.sort((one, other) -> Long.compare(time(view, one), time(view, other)));
            records.subList(0, records.size() - KEPT_RECORDS).forEach(name -> names.add("kept/" + name));
        }
        return names;
    }

    /** Names, as everybody else knows them, of the trees that are there afterwards, the live one left out. */
    static List<String> held(TreeView view, @Nullable String live, int most) {
        Set<String> stay = staying(view, live, most);
        return view.finished().stream()
                .filter(stay::contains)
                .map(TreeName::tree)
                .toList();
    }

    /** @param names relative to the store, in {@code trees}, {@code done}, {@code kept} or right in it */
    static void remove(TreeRsync rsync, Path work, LivePath path, List<String> names)
            throws IOException, InterruptedException {
        Path frame = Files.createTempDirectory(work, "frame-");
        for (String name : names) {
            if (name.indexOf('/') > 0) {
                Files.createDirectories(frame.resolve(name.substring(0, name.indexOf('/'))));
            }
        }
        rsync.remove(frame, path.parent() + "/" + path.store(), names);
    }

    private static Set<String> staying(TreeView view, @Nullable String live, int most) {
        Set<String> stay = new LinkedHashSet<>();
        Stream.of(live, view.tree()).filter(name -> name != null).forEach(stay::add);
        for (String tree : view.finished()) {
            if (stay.size() < most) {
                stay.add(tree);
            }
        }
        return stay;
    }

    private static long time(TreeView view, String record) {
        try {
            Path path = view.keptRecord(record);
            return Files.getLastModifiedTime(path).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }
}
