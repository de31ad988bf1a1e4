package io.slipway.dispatcher.release;

import io.slipway.dispatcher.store.ReleasePlan.Remark;
import java.util.Collection;

/** Words about several game servers or hosts, of which only the first are named. */
final class Remarks {
    private static final int MOST_NAMED = 5;

    private Remarks() {}

    static Remark of(String code, String zh, String en) {
        return new Remark(null, code, zh, en);
    }

    static Remark about(String server, String code, String zh, String en) {
        return new Remark(server, code, zh, en);
    }

    /** For example {@code a, b (7)}. */
    static String named(Collection<String> names) {
        String first = String.join(", ", names.stream().limit(MOST_NAMED).toList());
        return names.size() > MOST_NAMED ? first + ", ... (" + names.size() + ")" : first;
    }
}
