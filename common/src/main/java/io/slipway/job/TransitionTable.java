package io.slipway.job;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one place that says which event leads from which state to which. Everything that is not in the table is illegal.
 *
 * @param <S> states
 * @param <E> events
 */
public final class TransitionTable<S extends Enum<S>, E extends Enum<E>> {
    /** One line of the table. */
    public record Row<S, E>(S from, E event, S to) {}

    private record Cell<S, E>(S from, E event) {}

    private final String name;
    private final S initial;
    private final Map<Cell<S, E>, S> next;
    private final List<Row<S, E>> rows;

    private TransitionTable(Builder<S, E> builder) {
        this.name = builder.name;
        this.initial = builder.initial;
        this.next = Map.copyOf(builder.next);
        this.rows = List.copyOf(builder.rows);
    }

    /** Starts the table of a machine that begins in {@code initial}. */
    public static <S extends Enum<S>, E extends Enum<E>> Builder<S, E> startingAt(String name, S initial) {
        return new Builder<>(name, initial);
    }

    public String name() {
        return name;
    }

    public S initial() {
        return initial;
    }

    /** All lines, in the order they were written. */
    public List<Row<S, E>> rows() {
        return rows;
    }

    /** @return the state after the event, or null where the event is not allowed: an expected outcome for late reports */
    public @Nullable S after(S from, E event) {
        return next.get(new Cell<>(from, event));
    }

    /** @throws IllegalTransitionException where the event is not allowed */
    public S require(S from, E event) {
        S to = after(from, event);
        if (to == null) {
            throw new IllegalTransitionException(name, from.name(), event.name());
        }
        return to;
    }

    /**
     * Where the event leads, whatever the state before.
     *
     * @throws IllegalStateException for an event without a row or with several ends
     */
    public S to(E event) {
        Set<S> ends = EnumSet.noneOf(initial.getDeclaringClass());
        for (Row<S, E> row : rows) {
            if (row.event() == event) {
                ends.add(row.to());
            }
        }
        if (ends.size() != 1) {
            throw new IllegalStateException(name + ": " + event + " leads to " + ends);
        }
        return ends.iterator().next();
    }

    /** The states in which the event is allowed; the filter of a compare-and-set write. */
    public Set<S> statesAllowing(E event) {
        Set<S> states = EnumSet.noneOf(initial.getDeclaringClass());
        for (Row<S, E> row : rows) {
            if (row.event() == event) {
                states.add(row.from());
            }
        }
        return states;
    }

    /** Collects the lines of a table. */
    public static final class Builder<S extends Enum<S>, E extends Enum<E>> {
        private final String name;
        private final S initial;
        private final Map<Cell<S, E>, S> next = new HashMap<>();
        private final List<Row<S, E>> rows = new ArrayList<>();

        private Builder(String name, S initial) {
            this.name = name;
            this.initial = initial;
        }

        public On on(E event) {
            return new On(event);
        }

        public TransitionTable<S, E> build() {
            return new TransitionTable<>(this);
        }

        /** A line that has its event and waits for its states. */
        public final class On {
            private final E event;
            private List<S> from = List.of();

            private On(E event) {
                this.event = event;
            }

            @SafeVarargs
            public final On from(S... states) {
                this.from = List.of(states);
                return this;
            }

            public Builder<S, E> to(S state) {
                for (S start : from) {
                    if (next.put(new Cell<>(start, event), state) != null) {
                        throw new IllegalStateException(name + ": two rows for " + start + " on " + event);
                    }
                    rows.add(new Row<>(start, event, state));
                }
                return Builder.this;
            }
        }
    }
}
