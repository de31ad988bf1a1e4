package io.slipway.opsmanager.release;

import io.slipway.contract.TreeReport.Difference;
import io.slipway.contract.TreeReport.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Digests of the files of one tree by name, as rsync lists them: a dry run of a copy into an empty directory has the side that
 * holds the files read and digest each of them.
 *
 * @param sums hex digits by relative name; empty digits for what is no plain file
 */
record TreeSums(Map<String, String> sums) {
    /** Fast, and known to rsync since 3.2. */
    static final String FAST = "xxh128";

    static final String MD5 = "md5";

    /** Links, pipes and devices are listed too, with an empty digest. */
    static final List<String> OPTIONS = List.of("-rlDnc", "--out-format=%C|%n");

    /** Takes the lines of one listing. */
    static final class Reader implements Consumer<String> {
        private final Map<String, String> sums = new LinkedHashMap<>();

        @Override
        public void accept(String line) {
            int bar = line.indexOf('|');
            if (bar < 0 || line.endsWith("/")) {
                return;
            }
            sums.put(line.substring(bar + 1), line.substring(0, bar).strip());
        }

        TreeSums read() {
            return new TreeSums(sums);
        }
    }

    /** In the order of the names. */
    List<Difference> differences(TreeSums found, Collection<String> kept) {
        TreeMap<String, Kind> all = new TreeMap<>();
        sums.forEach((name, sum) -> {
            String there = found.sums.get(name);
            if (there == null) {
                all.put(name, Kind.MISSING);
            } else if (!there.equals(sum)) {
                all.put(name, Kind.CHANGED);
            }
        });
        found.sums.keySet().stream().filter(name -> !sums.containsKey(name)).forEach(name -> all.put(name, Kind.EXTRA));
        kept.forEach(all::remove);
        List<Difference> differences = new ArrayList<>();
        all.forEach((name, kind) -> differences.add(new Difference(name, kind)));
        return differences;
    }
}
