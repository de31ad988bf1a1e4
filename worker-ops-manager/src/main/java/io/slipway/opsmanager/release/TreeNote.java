package io.slipway.opsmanager.release;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an order saw before it changed anything, kept on the host beside the trees: an attempt that comes after a crash would
 * else see what the first one did.
 *
 * @param targetId of the order
 * @param before directory of the tree that was live, null for none
 * @param ran whether the process ran, null where nobody looked
 */
record TreeNote(
        String targetId, @Nullable String before, @Nullable Boolean ran) {
    private static final String NONE = "-";

    /** Null for what is no note. */
    static @Nullable TreeNote parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 3) {
            return null;
        }
        String ran = lines.get(2);
        return new TreeNote(
                lines.get(0),
                lines.get(1).equals(NONE) ? null : lines.get(1),
                ran.equals(NONE) ? null : Boolean.valueOf(ran));
    }

    String text() {
        return targetId + "\n" + Objects.requireNonNullElse(before, NONE) + "\n" + (ran == null ? NONE : ran) + "\n";
    }
}
