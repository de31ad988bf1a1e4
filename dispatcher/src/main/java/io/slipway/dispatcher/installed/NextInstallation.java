package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.Installation.Drift;
import io.slipway.dispatcher.store.Installation.Lost;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.Installation.Seen;
import io.slipway.dispatcher.store.Installation.Unsure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the record will say of one game server, while facts are being taken into account. */
final class NextInstallation {
    /** Lost patches that are kept beside those that work. */
    static final int MOST_LOST = 100;

    private final Installation before;
    private @Nullable Base base;
    private List<Base> earlier;
    private List<Patch> patches;
    private List<String> held;
    private List<Unsure> unsure;
    private @Nullable Drift drift;
    private List<Seen> seen;
    private long jobSeq;
    private int attempt;

    NextInstallation(Installation before) {
        this.before = before;
        this.base = before.base();
        this.earlier = before.earlier();
        this.patches = before.patches();
        this.held = before.held();
        this.unsure = before.unsureList();
        this.drift = before.drift();
        this.seen = before.seenList();
        this.jobSeq = before.jobSeq();
        this.attempt = before.attempt();
    }

    @Nullable
    Base base() {
        return base;
    }

    List<Base> earlier() {
        return earlier;
    }

    List<Patch> patches() {
        return patches;
    }

    /** @return false where the end of that attempt is in the record already */
    boolean hears(long seq, int tried) {
        if (before.knows(seq, tried) || seen.contains(new Seen(seq, tried))) {
            return false;
        }
        seen = Stream.concat(Stream.of(new Seen(seq, tried)), seen.stream().filter(one -> one.jobSeq() != seq))
                .limit(Installation.MOST_SEEN)
                .toList();
        jobSeq = seq;
        attempt = tried;
        return true;
    }

    /** Another base; the one before becomes an earlier one. */
    void stand(@Nullable Base next) {
        Base old = base;
        if (old != null) {
            earlier = Stream.concat(Stream.of(old), earlier.stream())
                    .limit(Installation.MOST_EARLIER)
                    .toList();
        }
        refresh(next);
    }

    /** The same base as the last report tells it; differences that were seen before may be gone. */
    void refresh(@Nullable Base next) {
        base = next;
        drift = null;
    }

    void lose(Lost why) {
        change(patch -> patch.lost(why));
    }

    void change(UnaryOperator<Patch> change) {
        patches = patches.stream().map(change).toList();
    }

    void add(Patch patch) {
        patches = Stream.concat(patches.stream(), Stream.of(patch)).toList();
    }

    void hold(@Nullable List<String> trees) {
        held = trees == null ? held : trees;
    }

    void doubt(Unsure what) {
        unsure = Stream.concat(unsure.stream().filter(one -> !one.jobId().equals(what.jobId())), Stream.of(what))
                .limit(Installation.MOST_EARLIER)
                .toList();
    }

    void sure(Predicate<Unsure> ofWhat) {
        unsure = unsure.stream().filter(ofWhat.negate()).toList();
    }

    void drift(@Nullable Drift found) {
        drift = found;
    }

    Installation done() {
        return new Installation(
                before.id(),
                before.project(),
                before.area(),
                before.ip(),
                before.server(),
                base,
                earlier,
                bounded(),
                held,
                jobSeq,
                attempt,
                before.revision(),
                seen.isEmpty() ? null : seen,
                unsure.isEmpty() ? null : unsure,
                drift);
    }

    /** The oldest lost ones go first. */
    private List<Patch> bounded() {
        long tooMany = patches.stream().filter(patch -> patch.lost() != null).count() - MOST_LOST;
        List<Patch> kept = new ArrayList<>();
        for (Patch patch : patches) {
            if (patch.lost() != null && tooMany > 0) {
                tooMany--;
            } else {
                kept.add(patch);
            }
        }
        return List.copyOf(kept);
    }
}
